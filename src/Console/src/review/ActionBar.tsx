import { useTexts } from "../i18n/LanguageContext";
import type { Case } from "../api/types";
import { CorrectMenu } from "./CorrectMenu";
import { DuplicateMenu } from "./DuplicateMenu";
import { RejectMenu } from "./RejectMenu";
import type { Decision } from "./useVerdicts";

export type Menu = "correct" | "reject" | "duplicate";

interface ActionBarProps {
  of: Case;
  menu: Menu | null;
  onMenu: (menu: Menu | null) => void;
  onDecide: (of: Case, decision: Decision) => void;
  onUndo: () => void;
  onStep: (by: 1 | -1) => void;
}

/** The verdicts, each with its key. */
export function ActionBar({ of, menu, onMenu, onDecide, onUndo, onStep }: ActionBarProps) {
  const { t } = useTexts();
  const close = () => onMenu(null);
  const decide = (decision: Decision) => {
    close();
    onDecide(of, decision);
  };
  const toggle = (which: Menu) => () => onMenu(menu === which ? null : which);
  return (
    <div className="actions" role="toolbar" aria-label={t("act.label")}>
      {of.state === "pending" ? (
        <>
          <button type="button" className="act act-confirm" aria-keyshortcuts="c Enter" onClick={() => decide({ kind: "confirm" })}>{t("act.confirm")}<kbd aria-hidden="true">c</kbd></button>
          <MenuButton hotkey="e" open={menu === "correct"} onClick={toggle("correct")} label={t("act.correct")}>
            <CorrectMenu of={of} onDecide={decide} onClose={close} />
          </MenuButton>
          <MenuButton hotkey="r" open={menu === "reject"} onClick={toggle("reject")} label={t("act.reject")}>
            <RejectMenu onDecide={decide} onClose={close} />
          </MenuButton>
          <MenuButton hotkey="d" open={menu === "duplicate"} onClick={toggle("duplicate")} label={t("act.duplicate")}>
            <DuplicateMenu of={of} onDecide={decide} onClose={close} />
          </MenuButton>
        </>
      ) : (
        <p className="act-decided">{t("act.decided", { state: t(`state.${of.state}`) })}</p>
      )}
      <span className="spacer" />
      <button type="button" className="act act-small" aria-keyshortcuts="u" onClick={onUndo}>{t("act.undo")}<kbd aria-hidden="true">u</kbd></button>
      <button type="button" className="act act-small" aria-label={t("act.previous")} title={t("act.previous")} aria-keyshortcuts="k" onClick={() => onStep(-1)}>↑<kbd aria-hidden="true">k</kbd></button>
      <button type="button" className="act act-small" aria-label={t("act.next")} title={t("act.next")} aria-keyshortcuts="j" onClick={() => onStep(1)}>↓<kbd aria-hidden="true">j</kbd></button>
    </div>
  );
}

function MenuButton({ hotkey, open, onClick, label, children }: { hotkey: string; open: boolean; onClick: () => void; label: string; children: React.ReactNode }) {
  return (
    <div className="menu-anchor">
      <button type="button" className="act" aria-haspopup="menu" aria-expanded={open} aria-keyshortcuts={hotkey} onClick={onClick}>{label}<kbd aria-hidden="true">{hotkey}</kbd></button>
      {open && children}
    </div>
  );
}
