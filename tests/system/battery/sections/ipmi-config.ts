import { freeipmi } from "../client.ts";
import { rowsOf, type Section, unsuspected, within } from "../row.ts";
import { sensor } from "./sdr.ts";

const { works } = rowsOf(freeipmi);

/** Possible values stand in the comments, and some of them are words of trouble. */
const checkout = (line: string, ...shows: readonly RegExp[]) =>
  within(
    20,
    unsuspected(
      works(`ipmi-config ${line}`, /^EndSection$/m, ...shows),
      /^(Unable to|ERROR|FATAL)|: internal IPMI error/m,
    ),
  );
const commit = (...pairs: readonly string[]) =>
  works(
    `ipmi-config --category=chassis --commit ${pairs.map(pair => `-e Chassis_Boot_Flags:${pair}`).join(" ")}`,
  );
const key = (name: string, value: string) => new RegExp(`^\\s+${name} +${value}$`, "m");
const bootFlags = (...shows: readonly RegExp[]) =>
  checkout("--category=chassis --checkout -S Chassis_Boot_Flags", ...shows);

export const ipmiConfig: Section = {
  name: "ipmi-config",
  rows: [
    checkout(
      "--category=core --checkout",
      /^Section User2$/m,
      key("Username", "admin"),
      /^Section Lan_Conf$/m,
      key("MAC_Address", "[\\dA-Fa-f:]{17}"),
      /^Section Rmcpplus_Conf_Privilege$/m,
      key("Maximum_Privilege_Cipher_Suite_Id_3", "Administrator"),
      /^Section SOL_Conf$/m,
    ),
    checkout("--category=chassis --checkout", key("Power_Restore_Policy", "Off_State_AC_Apply")),
    checkout("--category=sensors --checkout", new RegExp(`^Section \\d+_${sensor.replace(" ", "_")}$`, "m")),
    checkout("--category=pef --checkout", /^Section PEF_Conf$/m, key("Enable_PEF", "(Yes|No)")),
    checkout("--category=dcmi --checkout", /^Section DCMI_Conf$/m, key("Asset_Tag", "vm1")),
    checkout("--category=core --checkout --verbose", /^Section User2$/m, key("Username", "admin")),
    commit("Boot_Device=PXE", "Boot_Flags_Persistent=No"),
    bootFlags(
      key("Boot_Flags_Persistent", "No"),
      key("BIOS_Boot_Type", "PC-COMPATIBLE"),
      key("Boot_Device", "PXE"),
    ),
    commit("Boot_Device=PXE", "BIOS_Boot_Type=EFI"),
    bootFlags(key("BIOS_Boot_Type", "EFI"), key("Boot_Device", "PXE")),
    commit("Boot_Device=NO-OVERRIDE"),
  ],
};
