/** Of the guest; the host's own where none is named. */
type Architecture = "x86_64" | "aarch64";
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Where the embedded guest's disk is or would be: `GUEST_IMAGE`, else in the user's cache under a name that changes
 * with the builder. A bootable raw image, to be opened read-only.
 */
export declare function guestImagePath(env?: Environment, architecture?: Architecture): string;

/**
 * Builds the image unless it is there, which takes some ten seconds and Debian's packages.
 * @returns its path
 * @throws Error with one message for a person
 */
export declare function buildGuestImage(env?: Environment, architecture?: Architecture): Promise<string>;
