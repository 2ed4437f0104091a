import type { Case, ChangeKind } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { ChangeForm, type Change } from "./ChangeForm";
import { movesOf } from "./moves";

/** What can become of a filed case, each move with its digit: 1 is always the usual next step, which stands out unless a proposal above it does. */
export function LifeActions({ of, allowed, proposed, open, onOpen, onChange }: { of: Case; allowed: ChangeKind[] | undefined; proposed: boolean; open: ChangeKind | null; onOpen: (kind: ChangeKind | null) => void; onChange: (change: Change) => void }) {
  const { t } = useTexts();
  const moves = movesOf(of.state, allowed);
  const close = () => onOpen(null);
  const form = (kind: ChangeKind) => open === kind && <ChangeForm kind={kind} of={of} onChange={(change) => { close(); onChange(change); }} onClose={close} />;
  const toggle = (kind: ChangeKind) => () => onOpen(open === kind ? null : kind);
  return (
    <>
      {moves.length === 0 && <p className="act-decided">{t("act.decided", { state: t(`state.${of.state}`) })}</p>}
      {moves.map((kind, i) => (
        <div key={kind} className="menu-anchor">
          <button
            type="button" className={i === 0 && !proposed ? "act act-confirm" : "act"} aria-haspopup="dialog" aria-expanded={open === kind} aria-keyshortcuts={String(i + 1)}
            onClick={toggle(kind)}
          >
            {t(`change.${kind}`)}<kbd aria-hidden="true">{i + 1}</kbd>
          </button>
          {form(kind)}
        </div>
      ))}
      <div className="menu-anchor menu-anchor-end">
        <button type="button" className="act act-small" aria-haspopup="dialog" aria-expanded={open === "note"} aria-keyshortcuts="n" onClick={toggle("note")}>{t("change.note")}<kbd aria-hidden="true">n</kbd></button>
        {form("note")}
      </div>
    </>
  );
}
