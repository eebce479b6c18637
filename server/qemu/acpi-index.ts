/** The largest that QEMU takes. */
const largest = 16383;
/** From here on are those of cards whose own number another one has. */
const substitutes = 1000;

/**
 * What firmware and Linux number the cards by: eth2's is 2, which Linux makes eno2 of. QEMU refuses one that is there twice.
 * @param names of the interfaces, by slot
 */
export function acpiIndexes(names: ReadonlyMap<number, string>): ReadonlyMap<number, number> {
  const taken = new Set<number>();
  const indexes = new Map<number, number>();
  for (const [slot, name] of names) {
    const own = Number(/\d+$/.exec(name)?.[0] ?? 0);
    const isFree = own > 0 && own <= largest && !taken.has(own);
    const index = isFree ? own : substitutes + slot;
    taken.add(index);
    indexes.set(slot, index);
  }
  return indexes;
}
