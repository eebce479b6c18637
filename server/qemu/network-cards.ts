/**
 * What is at the other end of a card's cable:
 * - `user`: QEMU's own network, which needs no rights
 * - `tap`: one of the container's, opened by its name
 * - `hub`: what is handed over to QEMU while it runs, by `handOver`
 */
export type NicBackend =
  | { readonly type: "user" }
  | {
      readonly type: "tap";
      readonly device: string;
      /** Whether the guest may leave checksums and segments to who takes its frames. */
      readonly offload: boolean;
    }
  | { readonly type: "hub" };

export interface NicSpec {
  /** Says which root port it sits behind: "nic3" is at port 3. */
  readonly id: string;
  readonly mac: string;
  /** What firmware and Linux name it by: 2 becomes eno2. */
  readonly acpiIndex: number;
  /** The interface of the container that it is for. */
  readonly interfaceName?: string;
  readonly backend?: NicBackend;
}

type Properties = Readonly<Record<string, string | number | boolean>>;

export const portOf = (id: string): number => Number(id.slice("nic".length));

/** As `-netdev` and netdev_add take it. */
export function netdevOf({
  id,
  backend = { type: "user" },
}: NicSpec): Properties & { type: string; id: string } {
  switch (backend.type) {
    case "user":
      return { type: "user", id };
    case "hub":
      return { type: "hubport", id, hubid: portOf(id) };
    case "tap":
      return {
        ...{ type: "tap", id, ifname: backend.device, script: "no", downscript: "no" },
        vnet_hdr: backend.offload,
      };
  }
}

/** As `-device` and device_add take it. Linux bonds (LACP) aggregate no link of unknown speed, so virtio's is named. */
export const cardOf = (
  { id, mac, acpiIndex }: NicSpec,
  model: string,
): Properties & { driver: string; id: string } => ({
  ...{ driver: model, id, netdev: id, mac, "acpi-index": acpiIndex, bus: `port${portOf(id)}` },
  ...(model === "virtio-net-pci" && { speed: 10_000, duplex: "full" }),
});

const word = (value: string | number | boolean): string =>
  typeof value === "boolean" ? (value ? "on" : "off") : `${value}`;

/** @param kind the property that comes first, without its name */
const optionText = (kind: string, { [kind]: first = "", ...others }: Properties): string =>
  [word(first), ...Object.entries(others).map(([name, value]) => `${name}=${word(value)}`)].join(",");

/** @param bootIndex ",bootindex=10", or nothing */
export const networkCard = (nic: NicSpec, model: string, bootIndex: string): string[] => [
  ...["-netdev", optionText("type", netdevOf(nic))],
  ...["-device", `${optionText("driver", cardOf(nic, model))}${bootIndex}`],
];
