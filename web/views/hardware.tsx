export function Hardware() {
  return null;
}
