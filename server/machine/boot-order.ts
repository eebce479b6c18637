import type { BootDevice, BootDeviceKind, BootPlan } from "./hypervisor.ts";

/** Which kind comes first where nobody has said otherwise. */
const usualOrder: readonly BootDeviceKind[] = ["hdd", "cd", "usb", "pxe"];

const kindsOf: Readonly<Partial<Record<BootPlan["target"], BootDeviceKind>>> = {
  hdd: "hdd",
  cd: "cd",
  usb: "usb",
  pxe: "pxe",
  uefiHttp: "pxe",
};

/** All devices: those that are named, in that order, and the others after them as usual. */
export function inBootOrder<D extends Pick<BootDevice, "id" | "kind">>(
  devices: readonly D[],
  order: readonly string[] = [],
): readonly D[] {
  const place = ({ id, kind }: D): number => {
    const named = order.indexOf(id);
    return named >= 0 ? named : order.length + usualOrder.indexOf(kind);
  };
  return devices.toSorted((a, b) => place(a) - place(b));
}

/** What the firmware is to try in one boot, first to last. Setup is no device: the order stays. */
export function bootSequence<D extends Pick<BootDevice, "id" | "kind">>(
  devices: readonly D[],
  { target, device, order, disabled = [] }: Omit<BootPlan, "mode">,
): readonly D[] {
  const wanted = device === undefined ? kindsOf[target] : undefined;
  const rank = ({ id, kind }: D): number => {
    if (kind === wanted || id === device) return 0;
    // The firmware takes the removable disk where the CD drive has nothing that boots.
    return wanted === "cd" && kind === "usb" ? 1 : 2;
  };
  return inBootOrder(devices, order)
    .filter(each => rank(each) === 0 || !disabled.includes(each.id))
    .toSorted((a, b) => rank(a) - rank(b));
}
