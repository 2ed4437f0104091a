import type { Case, ChangeKind } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import type { Change } from "../life/ChangeForm";
import { LifeActions } from "../life/LifeActions";
import type { Decision } from "./useVerdicts";
import { VerdictActions, type VerdictMenu } from "./VerdictActions";

/** What is open above the bar: a menu of verdicts, or the form of a change. */
export type Menu = { verdict: VerdictMenu } | { change: ChangeKind };

interface ActionBarProps {
  of: Case;
  /** What the bridge allows of a filed case, once it is known. */
  moves: ChangeKind[] | undefined;
  /** A second look has proposed what to do, which is accepted elsewhere. */
  proposed: boolean;
  menu: Menu | null;
  onMenu: (menu: Menu | null) => void;
  onDecide: (of: Case, decision: Decision) => void;
  onChange: (of: Case, change: Change) => void;
  onUndo: () => void;
  onStep: (by: 1 | -1) => void;
}

/** What can be done about the case now, and the way to the next one. */
export function ActionBar({ of, moves, proposed, menu, onMenu, onDecide, onChange, onUndo, onStep }: ActionBarProps) {
  const { t } = useTexts();
  return (
    <div className="actions" role="toolbar" aria-label={t("act.label")}>
      {of.state === "pending" ? (
        <VerdictActions
          of={of} open={menu && "verdict" in menu ? menu.verdict : null} onOpen={(verdict) => onMenu(verdict && { verdict })}
          onDecide={(decision) => onDecide(of, decision)}
        />
      ) : (
        <LifeActions
          of={of} allowed={moves} proposed={proposed} open={menu && "change" in menu ? menu.change : null} onOpen={(change) => onMenu(change && { change })}
          onChange={(change) => onChange(of, change)}
        />
      )}
      <span className="spacer" />
      <button type="button" className="act act-small" aria-keyshortcuts="u" onClick={onUndo}>{t("act.undo")}<kbd aria-hidden="true">u</kbd></button>
      <button type="button" className="act act-small" aria-label={t("act.previous")} title={t("act.previous")} aria-keyshortcuts="k" onClick={() => onStep(-1)}>↑<kbd aria-hidden="true">k</kbd></button>
      <button type="button" className="act act-small" aria-label={t("act.next")} title={t("act.next")} aria-keyshortcuts="j" onClick={() => onStep(1)}>↓<kbd aria-hidden="true">j</kbd></button>
    </div>
  );
}
