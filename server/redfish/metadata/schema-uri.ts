/** Where the schema of a type of ours is: "QemuBmcImage.v1_0_0.QemuBmcImage". */
export const schemaUri = (type: string): string => `/redfish/v1/Schemas/${type.split(".")[0]}_v1.xml`;
