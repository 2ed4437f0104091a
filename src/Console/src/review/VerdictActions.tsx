import type { Case } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { CorrectMenu } from "./CorrectMenu";
import { DuplicateMenu } from "./DuplicateMenu";
import { RejectMenu } from "./RejectMenu";
import type { Decision } from "./useVerdicts";

export type VerdictMenu = "correct" | "reject" | "duplicate";

interface VerdictActionsProps {
  of: Case;
  open: VerdictMenu | null;
  onOpen: (menu: VerdictMenu | null) => void;
  onDecide: (decision: Decision) => void;
}

/** The verdicts on a case that waits, each with its key. */
export function VerdictActions({ of, open, onOpen, onDecide }: VerdictActionsProps) {
  const { t } = useTexts();
  const close = () => onOpen(null);
  const decide = (decision: Decision) => {
    close();
    onDecide(decision);
  };
  const toggle = (which: VerdictMenu) => () => onOpen(open === which ? null : which);
  return (
    <>
      <button type="button" className="act act-confirm" aria-keyshortcuts="c Enter" onClick={() => decide({ kind: "confirm" })}>{t("act.confirm")}<kbd aria-hidden="true">c</kbd></button>
      <MenuButton hotkey="e" open={open === "correct"} onClick={toggle("correct")} label={t("act.correct")}>
        <CorrectMenu of={of} onDecide={decide} onClose={close} />
      </MenuButton>
      <MenuButton hotkey="r" open={open === "reject"} onClick={toggle("reject")} label={t("act.reject")}>
        <RejectMenu onDecide={decide} onClose={close} />
      </MenuButton>
      <MenuButton hotkey="d" open={open === "duplicate"} onClick={toggle("duplicate")} label={t("act.duplicate")}>
        <DuplicateMenu of={of} onDecide={decide} onClose={close} />
      </MenuButton>
    </>
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
