import type { MachineSettingValues } from "../../machine/setting-values.ts";
import type { MachineSettings } from "../../machine/settings.ts";
import { RedfishError } from "../errors.ts";
import { about, type Message } from "../message.ts";
import { ofProperties } from "../vocabulary.ts";
import { type Attribute, attributes } from "./attributes.ts";

type Wanted = readonly [name: string, value: string | number];

/**
 * The settings that these attributes ask for.
 * @param values of the types that the attributes have
 * @throws RedfishError 400 for what this host does not have
 */
export function changedSettings(
  values: Readonly<Record<string, unknown>>,
  settings: MachineSettings,
): Partial<MachineSettingValues> {
  const wanted = Object.entries(values) as unknown as readonly Wanted[];
  const faults: Message[] = [];
  const changes = wanted.flatMap(([name, value]) => {
    const attribute = attributes[name];
    if (!attribute) return [];
    const fault = faultOf(attribute, name, value, settings);
    if (fault) faults.push(about(`/Attributes/${name}`, fault));
    return [[attribute.setting, settingOf(attribute, value)]];
  });
  if (faults.length > 0) throw new RedfishError(400, faults);
  return Object.fromEntries(changes);
}

const settingOf = ({ choices }: Attribute, value: string | number) =>
  choices ? choices.find(({ valueName }) => valueName === value)?.setting : value;

function faultOf(
  attribute: Attribute,
  name: string,
  value: string | number,
  settings: MachineSettings,
): Message | undefined {
  if (typeof value === "number") {
    const { lower, upper } = attribute.bounds?.(settings.limits) ?? { lower: value, upper: value };
    return value < lower || value > upper ? ofProperties.outOfRange(`${value}`, name) : undefined;
  }
  const setting = settingOf(attribute, value);
  const offered = setting !== undefined && settings.offers(attribute.setting, setting);
  return offered ? undefined : ofProperties.notInList(value, name);
}
