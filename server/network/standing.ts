import { execFile } from "node:child_process";
import { bridgeOf, interfaceNamed } from "./interface.ts";
import type { WireEnds, WireMode } from "./wires.ts";

const timeout = 5000;

/** Whether a wire is in place, as of a BMC that was here before: what stands is not torn down for a moment. */
export async function stands(mode: WireMode, ends: WireEnds): Promise<boolean> {
  const { interfaceName, device, bridge } = ends;
  const outside = interfaceNamed(interfaceName);
  const inside = interfaceNamed(device);
  if (!outside || !inside) return false;
  switch (mode) {
    case "tc": {
      const ways = [redirects(interfaceName, device), redirects(device, interfaceName)];
      return (await Promise.all(ways)).every(Boolean);
    }
    case "bridge":
      return [interfaceName, device].every(name => bridgeOf(name) === bridge);
    case "macvtap":
      return inside.lower === outside.index;
  }
}

/** Of a filter whose target has gone the kernel still tells, with "*" for its name. */
function redirects(from: string, to: string): Promise<boolean> {
  return new Promise(resolve => {
    execFile(
      "tc",
      ["filter", "show", "dev", from, "ingress"],
      { timeout, encoding: "utf8" },
      (error, stdout) => resolve(!error && stdout.includes(`Redirect to device ${to})`)),
    );
  });
}
