import { Type } from "typebox";
import { translatingMediaErrors } from "../media-errors.ts";
import { operationApplyTime } from "../representation.ts";
import { action } from "../resource.ts";
import { firmwareApplyTime } from "../schemas/update-service.ts";
import { transferProtocolType } from "../schemas/virtual-media.ts";
import { updateFirmware } from "../update/firmware-update.ts";
import { targetOfAll } from "../update/targets.ts";
import { ofAction } from "../vocabulary.ts";

const vocabulary = ofAction("UpdateService.SimpleUpdate");
const names = { image: "ImageURI", protocol: "TransferProtocol" };

/** Fetches a code file of UEFI firmware, which the machine uses from its next cold start on. */
export const simpleUpdate = action({
  privilege: "ConfigureComponents",
  parameters: {
    ImageURI: Type.String({ minLength: 1 }),
    TransferProtocol: Type.Optional(transferProtocolType),
    Targets: Type.Optional(Type.Array(Type.String(), { maxItems: 16 })),
    Username: Type.Optional(Type.String()),
    Password: Type.Optional(Type.String({ writeOnly: true })),
    [operationApplyTime]: Type.Optional(Type.Enum([firmwareApplyTime])),
  },
  handle(context, { ImageURI: uri, TransferProtocol, Targets = [], Username, Password }, { origin }) {
    targetOfAll(Targets, false, vocabulary);
    const wanted = { uri, protocol: TransferProtocol, userName: Username, password: Password };
    const begin = () => {
      const update = context.firmwareImages.fetch(wanted, origin);
      return updateFirmware(context, update, { given: uri, names, vocabulary }, origin);
    };
    return translatingMediaErrors(uri, vocabulary, begin, names);
  },
});
