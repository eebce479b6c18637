export function Certificate() {
  return null;
}
