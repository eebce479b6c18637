/** Where the parts of an image are sent to; no resource. */
export const imageContentUri = (imageUri: string): string => `${imageUri}/Content`;
