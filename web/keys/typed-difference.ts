/** What has to be typed for a field that held `before` to hold `after`: so much is taken back, and this is added. */
export function typedDifference(
  before: string,
  after: string,
): { readonly back: number; readonly text: string } {
  const [old, now] = [[...before], [...after]];
  let same = 0;
  while (same < old.length && same < now.length && old[same] === now[same]) same += 1;
  return { back: old.length - same, text: now.slice(same).join("") };
}
