import type { Static } from "typebox";
import type { Machine } from "../../machine/machine.ts";
import { linkTo } from "../properties.ts";
import { resource } from "../resource.ts";
import { trustedComponentProperties, type trustedModule } from "../schemas/trusted-component.ts";
import { partStatus } from "./hardware-links.ts";

const tpmsOf = ({ hardware }: Machine) => hardware.parts.tpms ?? [];

export const trustedComponentIds = (machine: Machine): readonly string[] =>
  tpmsOf(machine).map(({ id }) => id);

export const trustedModules = (machine: Machine): Static<typeof trustedModule>[] =>
  tpmsOf(machine).map(({ version }) => ({
    ...(version === "2.0" && { InterfaceType: "TPM2_0" as const }),
    Status: partStatus(machine.powerState),
  }));

/** The TPM, which stands for itself on the board. */
export const trustedComponent = resource<typeof trustedComponentProperties>({
  type: "TrustedComponent.v1_4_0.TrustedComponent",
  uri: "/redfish/v1/Chassis/:ChassisId/TrustedComponents/:TrustedComponentId",
  privilege: "Login",
  collection: {
    name: "Trusted Component Collection",
    members: ({ machine }) => trustedComponentIds(machine),
  },
  properties: trustedComponentProperties,
  read({ machine }, { id }) {
    const tpm = tpmsOf(machine).find(each => each.id === id);
    if (!tpm) return undefined;
    return {
      Id: id,
      Name: tpm.version === undefined ? "TPM" : `TPM ${tpm.version}`,
      TrustedComponentType: "Discrete",
      Model: tpm.model,
      Status: partStatus(machine.powerState),
      Links: {
        Owner: linkTo("/redfish/v1/Systems/1"),
        ComponentsProtected: [linkTo("/redfish/v1/Systems/1")],
      },
    };
  },
});
