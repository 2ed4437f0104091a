import { Fragment } from "react";
import { useTexts } from "../i18n/LanguageContext";
import { Dialog } from "../shell/Dialog";

const pages = [["R", "review"], ["M", "map"], ["T", "reports"], ["F", "filings"], ["Q", "suppressions"], ["C", "cameras"], ["N", "sensors"], ["S", "system"]] as const;

/** What each key does. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const groups: { title: string; keys: [string[], string][] }[] = [
    { title: t("keys.group.decide"), keys: [
      [["c", t("keys.enter")], t("act.confirm")], [["e"], t("act.correct")], [["r"], t("act.reject")], [["d"], t("act.duplicate")],
      [["1", "…", "9"], t("keys.digits")], [["n"], t("change.note")], [["l"], t("recheck.again")], [["u"], t("act.undo")],
    ] },
    { title: t("keys.group.move"), keys: [
      [["j", "↓"], t("act.next")], [["k", "↑"], t("act.previous")], [["z"], t("keys.zoom")], [["b"], t("keys.boxes")], [["v"], t("keys.zone")], [["t"], t("keys.whole")], [["o"], t("keys.odds")], [["i"], t("keys.details")],
      [["+", "−"], t("keys.map.zoom")], [["0"], t("keys.map.all")],
    ] },
    { title: t("keys.group.anywhere"), keys: [
      [["/"], t("queue.filter.text")],
      ...pages.map(([key, page]): [string[], string] => [[`⇧${key}`], t(`nav.${page}`)]), [["Esc"], t("keys.close")], [["?"], t("keys.help")],
    ] },
  ];
  return (
    <Dialog title={t("keys.title")} onClose={onClose} wide>
      <div className="keys">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.keys.map(([keys, what]) => (
                <Fragment key={what}>
                  <dt>{keys.map((key) => (key === "…" ? <span key={key}>…</span> : <kbd key={key}>{key}</kbd>))}</dt>
                  <dd>{what}</dd>
                </Fragment>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
