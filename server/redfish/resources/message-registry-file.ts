import { registryFiles } from "../registries/index.ts";
import { resource } from "../resource.ts";
import { messageRegistryFileProperties } from "../schemas/message-registry-file.ts";

export const messageRegistryFile = resource<typeof messageRegistryFileProperties>({
  type: "MessageRegistryFile.v1_1_5.MessageRegistryFile",
  uri: "/redfish/v1/Registries/:MessageRegistryFileId",
  privilege: "Login",
  collection: { name: "Registry File Collection", members: () => registryFiles.map(({ id }) => id) },
  properties: messageRegistryFileProperties,
  read(_, { id }) {
    const file = registryFiles.find(each => each.id === id);
    if (!file) return undefined;
    return {
      Id: id,
      Name: file.name,
      Registry: file.registry,
      Languages: ["en"],
      Location: [{ Language: "en", ...file.location }],
    };
  },
});
