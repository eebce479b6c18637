export const imagesUri = "/redfish/v1/Managers/1/Oem/QemuBmc/Images";

export const imageUri = (id: string): string => `${imagesUri}/${id}`;

/** The Id of the library's image that a URI names; undefined for any other URI. */
export function imageIdOf(uri: string): string | undefined {
  const id = uri.startsWith(`${imagesUri}/`) ? uri.slice(imagesUri.length + 1).replace(/\/$/, "") : "";
  return id === "" ? undefined : id;
}
