import type { Case, ChangeKind } from "../api/types";
import { useKeys, type KeyBindings } from "../keys/useKeys";
import { movesOf } from "../life/moves";
import type { Menu } from "./ActionBar";

interface ReviewKeys {
  of: Case | undefined;
  moves: ChangeKind[] | undefined;
  /** How many filing conditions there are to choose from. */
  conditions: number;
  menu: Menu | null;
  onMenu: (menu: Menu) => void;
  onConfirm: (of: Case) => void;
  onCondition: (index: number) => void;
  onAccept: () => void;
  onLookAgain: (of: Case) => void;
  onUndo: () => void;
  onStep: (by: 1 | -1) => void;
  onOdds: () => void;
  onDetails: () => void;
}

/** The keys of the review page. Digits choose the filing condition of a case that waits, and the next step of one that is filed. */
export function useReviewKeys({ of, moves, conditions, menu, onMenu, onConfirm, onCondition, onAccept, onLookAgain, onUndo, onStep, onOdds, onDetails }: ReviewKeys): void {
  const waits = of?.state === "pending";
  // One key says yes, to a candidate as to what a second look proposes.
  const confirm = () => { if (of && waits) onConfirm(of); else onAccept(); };
  const open = (verdict: "correct" | "reject" | "duplicate") => () => { if (waits) onMenu({ verdict }); };
  const digits: KeyBindings = {};
  if (waits) for (let i = 0; i < Math.min(9, conditions); i++) digits[String(i + 1)] = () => onCondition(i);
  else if (of) movesOf(of.state, moves).forEach((change, i) => { digits[String(i + 1)] = () => onMenu({ change }); });

  useKeys({
    j: () => onStep(1), ArrowDown: () => onStep(1), ArrowRight: () => onStep(1),
    k: () => onStep(-1), ArrowUp: () => onStep(-1), ArrowLeft: () => onStep(-1),
    c: confirm, Enter: confirm, e: open("correct"), r: open("reject"), d: open("duplicate"),
    n: () => { if (of && !waits) onMenu({ change: "note" }); }, l: () => { if (of?.state === "handled") onLookAgain(of); },
    u: onUndo, o: onOdds, i: onDetails, ...digits,
  }, menu === null);
}
