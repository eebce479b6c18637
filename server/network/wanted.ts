/** Cards that the machine can have: as many as it has slots for them. */
export const mostCards = 24;

export interface WantedOptions {
  /** VM_NETWORKS, where somebody has set it. */
  readonly listed: readonly string[] | undefined;
  /** What it is when nobody has. */
  readonly usual: readonly string[];
  /** CLAB_INTFS: how many links containerlab's topology gives the node, eth0 not counted; 0 outside of containerlab. */
  readonly clabInterfaces: number;
  /** The BMC's own interface, which is not the guest's. */
  readonly own: string;
}

/** The interfaces whose cards the machine has from the start, whether or not they are there yet. */
export function wantedInterfaces({ listed, usual, clabInterfaces, own }: WantedOptions): readonly string[] {
  if (listed) return listed;
  const links = Array.from({ length: Math.min(clabInterfaces, mostCards) }, (_, n) => `eth${n + 1}`);
  const guests = links.filter(name => name !== own);
  return guests.length > 0 ? guests : usual;
}

/** Whether an interface that nobody listed is the guest's: a link of containerlab's, but not the BMC's own. */
export const mayTake =
  (own: string) =>
  (name: string): boolean =>
    /^eth[1-9]\d*$/.test(name) && name !== own;
