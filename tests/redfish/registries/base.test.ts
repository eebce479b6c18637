import { expect, test } from "vitest";
import { message } from "../../../server/redfish/message.ts";
import { base } from "../../../server/redfish/registries/base.ts";

test.each(Object.entries(base))("%s has a place in its text for each of its arguments", (_, definition) => {
  const places = new Set(definition.message.match(/%\d/g));
  expect(places).toEqual(new Set(["%1", "%2", "%3"].slice(0, definition.args)));
});

test("a message carries its arguments, in the text and beside it", () => {
  expect(message("PropertyValueNotInList", "Tape", "BootSourceOverrideTarget")).toEqual({
    "@odata.type": "#Message.v1_3_0.Message",
    MessageId: "Base.1.22.PropertyValueNotInList",
    Message:
      "The value 'Tape' for the property BootSourceOverrideTarget is not in the list of acceptable values.",
    MessageArgs: ["Tape", "BootSourceOverrideTarget"],
    MessageSeverity: "Warning",
    Resolution: base.PropertyValueNotInList.resolution,
  });
});
