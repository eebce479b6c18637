import { type Message, message } from "./message.ts";

/** How the Base registry says what is wrong with a value: of a property or of an action's parameter. */
export interface Vocabulary {
  unknown(name: string): Message;
  readOnly(name: string): Message;
  missing(name: string): Message;
  type(value: string, name: string): Message;
  notInList(value: string, name: string): Message;
  outOfRange(value: string, name: string): Message;
  format(value: string, name: string): Message;
  other(name: string): Message;
}

/** Of PATCH, and of POST to a collection. */
export const ofProperties: Vocabulary = {
  unknown: name => message("PropertyUnknown", name),
  readOnly: name => message("PropertyNotWritable", name),
  missing: name => message("PropertyMissing", name),
  type: (value, name) => message("PropertyValueTypeError", value, name),
  notInList: (value, name) => message("PropertyValueNotInList", value, name),
  outOfRange: (value, name) => message("PropertyValueOutOfRange", value, name),
  format: (value, name) => message("PropertyValueFormatError", value, name),
  other: name => message("PropertyValueError", name),
};

/** @param action its name as the message shows it: "ComputerSystem.Reset" */
export const ofAction = (action: string): Vocabulary => ({
  unknown: name => message("ActionParameterUnknown", action, name),
  readOnly: name => message("ActionParameterUnknown", action, name),
  missing: name => message("ActionParameterMissing", action, name),
  type: (value, name) => message("ActionParameterValueTypeError", value, name, action),
  notInList: (value, name) => message("ActionParameterValueNotInList", value, name, action),
  outOfRange: (value, name) => message("ActionParameterValueOutOfRange", value, name, action),
  format: (value, name) => message("ActionParameterValueFormatError", value, name, action),
  other: name => message("ActionParameterValueError", name, action),
});
