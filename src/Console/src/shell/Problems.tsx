import { createContext, use, useMemo, type ReactNode } from "react";
import { api } from "../api/client";
import { useLiveMessages } from "../api/useLive";
import { useLoaded } from "../api/useLoaded";
import type { Problem } from "../api/types";
import { useTexts } from "../i18n/LanguageContext";
import { textOr } from "../i18n/translate";

interface Problems {
  all: Problem[];
  find: (name: string) => Problem | undefined;
}

const ProblemsContext = createContext<Problems>({ all: [], find: () => undefined });

/** The problem catalogue, loaded once. */
export function ProblemsProvider({ children }: { children: ReactNode }) {
  const { value, error, reload } = useLoaded("problems", (signal) => api.problems(signal));
  useLiveMessages(() => {}, () => { if (error) reload(); });
  const problems = useMemo(() => {
    const all = value ?? [];
    const byName = new Map(all.map((problem) => [problem.name, problem]));
    return { all, find: (name: string) => byName.get(name) };
  }, [value]);
  return <ProblemsContext value={problems}>{children}</ProblemsContext>;
}

export function useProblems(): Problems {
  return use(ProblemsContext);
}

/** Names a problem in the reader's language: as the bridge's catalogue has it, or as the console knows it, or its bare name. */
export function useProblemName(): (name: string) => string {
  const { t, language } = useTexts();
  const { find } = useProblems();
  return (name) => find(name)?.[language] || textOr(t, `problem.${name}`, name);
}
