import { useState } from "react";
import { api } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import { errorWords } from "../i18n/domainWords";
import { useTexts } from "../i18n/LanguageContext";
import type { Decision } from "../review/useVerdicts";
import { hrefOf } from "../routing/routes";
import { ErrorNote } from "../shell/ErrorNote";
import { useOperator } from "../shell/Operator";
import { useProblemName } from "../shell/Problems";
import { useToasts } from "../shell/Toasts";
import { clockWords } from "../time/words";
import { useNow } from "../time/useNow";
import { chosenOf, membersOf, toggled, toggledAll } from "./selection";
import { StormActions } from "./StormActions";
import { StormMembers } from "./StormMembers";

/** As many as a page of the list has; a person who decides on more does so by all. */
const most = 500;

/** One item to review that is many cases: see them side by side, leave out what does not belong, and decide on the rest at once. */
export function StormPage({ id }: { id: string }) {
  const { t, language } = useTexts();
  const problemName = useProblemName();
  const { require } = useOperator();
  const { show } = useToasts();
  const now = useNow(60);
  const storm = useLoaded(`storm ${id}`, (signal) => api.storm(id, signal));
  const members = useLoaded(`members ${id}`, (signal) => api.cases({ storm: id, state: "pending" }, most, null, signal));
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const items = members.value?.items ?? [];
  const selection = { shown: items.map((item) => item.id), leftOut };

  const decide = async (decision: Decision) => {
    const actor = await require();
    if (!actor || decision.kind === "duplicate") return;
    const cases = membersOf(selection);
    try {
      const answer = await api.judgeStorm(id, { kind: decision.kind, actor, ...(decision.reason ? { reason: decision.reason } : {}), ...(decision.problem ? { problem: decision.problem } : {}), ...(cases ? { cases } : {}) });
      show({ kind: answer.refused.length > 0 ? "problem" : "done", text: t("storm.decided", { n: answer.accepted, refused: answer.refused.length }) });
      setLeftOut(new Set());
    } catch (cause) {
      show({ kind: "problem", text: t("storm.failed", { why: errorWords(t, cause) }) });
    }
    storm.reload();
    members.reload();
  };

  const error = storm.error ?? members.error;
  if (error && !storm.value) return <main id="content" className="page"><ErrorNote error={error} onRetry={() => { storm.reload(); members.reload(); }} /></main>;
  if (!storm.value || !members.value) return <main id="content" className="page"><p className="quiet">{t("common.loading")}</p></main>;
  const { problem, from, until, sources, cases, usual } = storm.value;
  const first = items[0];

  return (
    <main id="content" className="storm-page" aria-labelledby="storm-title">
      <header className="storm-head">
        <a className="back" href={hrefOf({ page: "review" })} aria-label={t("unknown.home")}>←</a>
        <div>
          <h1 id="storm-title">{t("storm.head", { n: cases, problem: problemName(problem) })}</h1>
          <p className="quiet">{t("storm.since", { sources, from: clockWords(language, from, now), until: clockWords(language, until, now) })} {t("storm.usual", { n: usual < 10 ? usual.toFixed(1) : Math.round(usual) })}</p>
        </div>
      </header>
      {first ? (
        <>
          <StormMembers items={items} leftOut={leftOut} onToggle={(member) => setLeftOut((old) => toggled(old, member))} />
          <StormActions
            of={first} chosen={chosenOf(selection).length} shown={items.length} total={members.value.total}
            onAll={() => setLeftOut(toggledAll(selection))} onDecide={(decision) => void decide(decision)}
          />
        </>
      ) : (
        <div className="empty"><h2>{t("storm.done")}</h2><p><a href={hrefOf({ page: "review" })}>{t("unknown.home")}</a></p></div>
      )}
    </main>
  );
}
