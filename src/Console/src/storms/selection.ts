/** Which members of a storm a verdict is for: all but those left out. */
export interface StormSelection {
  /** Ids in the order in which they are shown. */
  shown: string[];
  leftOut: ReadonlySet<string>;
}

export const chosenOf = ({ shown, leftOut }: StormSelection): string[] => shown.filter((id) => !leftOut.has(id));

/** Left out, or taken in again. */
export function toggled(leftOut: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(leftOut);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** All, or none where all are chosen. */
export const toggledAll = (selection: StormSelection): ReadonlySet<string> => (chosenOf(selection).length === selection.shown.length ? new Set(selection.shown) : new Set());

/** The members to name in a verdict: none where it is for all that wait, also those that came meanwhile or are not shown. */
export const membersOf = (selection: StormSelection): string[] | undefined => (chosenOf(selection).length === selection.shown.length ? undefined : chosenOf(selection));
