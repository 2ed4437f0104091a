import { useState } from "react";
import type { Case } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { useKeys } from "../keys/useKeys";
import { CorrectMenu } from "../review/CorrectMenu";
import { RejectMenu } from "../review/RejectMenu";
import type { Decision } from "../review/useVerdicts";
import { Dialog } from "../shell/Dialog";

interface StormActionsProps {
  /** Any member: all are of one problem. */
  of: Case;
  chosen: number;
  shown: number;
  /** Members that wait, also those that are not shown. */
  total: number;
  onAll: () => void;
  onDecide: (decision: Decision) => void;
}

/** One verdict on many: asked once more, as many cases are not taken back by one key. */
export function StormActions({ of, chosen, shown, total, onAll, onDecide }: StormActionsProps) {
  const { t, language } = useTexts();
  const [menu, setMenu] = useState<"correct" | "reject" | null>(null);
  const [asked, setAsked] = useState<Decision | null>(null);
  const none = chosen === 0;
  const count = chosen === shown ? total : chosen;
  const ask = (decision: Decision) => { setMenu(null); if (!none) setAsked(decision); };
  const open = (which: "correct" | "reject") => () => { if (!none) setMenu(menu === which ? null : which); };
  useKeys({ c: () => ask({ kind: "confirm" }), e: open("correct"), r: open("reject"), a: onAll }, menu === null && asked === null);
  return (
    <div className="actions" role="toolbar" aria-label={t("act.label")}>
      <button type="button" className="act act-confirm" disabled={none} aria-keyshortcuts="c" onClick={() => ask({ kind: "confirm" })}>{t("act.confirm")}<kbd aria-hidden="true">c</kbd></button>
      <div className="menu-anchor">
        <button type="button" className="act" disabled={none} aria-haspopup="menu" aria-expanded={menu === "correct"} aria-keyshortcuts="e" onClick={open("correct")}>{t("act.correct")}<kbd aria-hidden="true">e</kbd></button>
        {menu === "correct" && <CorrectMenu of={of} onDecide={ask} onClose={() => setMenu(null)} />}
      </div>
      <div className="menu-anchor">
        <button type="button" className="act" disabled={none} aria-haspopup="menu" aria-expanded={menu === "reject"} aria-keyshortcuts="r" onClick={open("reject")}>{t("act.reject")}<kbd aria-hidden="true">r</kbd></button>
        {menu === "reject" && <RejectMenu onDecide={ask} onClose={() => setMenu(null)} />}
      </div>
      <span className="spacer" />
      <span aria-live="polite">{t("storm.chosen", { n: count.toLocaleString(language), all: total.toLocaleString(language) })}</span>
      <button type="button" className="act act-small" aria-keyshortcuts="a" onClick={onAll}>{t(chosen === shown ? "storm.none" : "storm.all")}<kbd aria-hidden="true">a</kbd></button>
      {asked && (
        <Dialog title={t(`storm.ask.${asked.kind as "confirm" | "correct" | "reject"}`, { n: count.toLocaleString(language) })} onClose={() => setAsked(null)}>
          <div className="dialog-buttons">
            <button type="button" onClick={() => setAsked(null)}>{t("common.cancel")}</button>
            <button type="button" className="primary" autoFocus onClick={() => { setAsked(null); onDecide(asked); }}>{t(`act.${asked.kind as "confirm" | "correct" | "reject"}`)}</button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
