export function Bmc() {
  return null;
}
