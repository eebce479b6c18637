const prefix = "BiosAttributeRegistryQemuBmc";

export const attributeRegistryVersion = "1.0.0";
/** What `Bios.AttributeRegistry`, the registry itself and its file have in common. */
export const attributeRegistryId = `${prefix}.${attributeRegistryVersion}`;
export const attributeRegistryName = `${prefix}.1.0`;
export const attributeRegistryUri = `/redfish/v1/Registries/${attributeRegistryName}/${attributeRegistryId}.json`;
