import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';

interface GoalChoice {
  /** Id of the goal that the dialog shows; null: the first. */
  readonly chosen: string | null;
  readonly choose: (id: string | null) => void;
}

const GoalChoiceContext = createContext<GoalChoice>({ chosen: null, choose: () => undefined });

/** Lets a goal's card open the dialog at that goal. */
export function GoalChoiceProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, choose] = useState<string | null>(null);
  const value = useMemo(() => ({ chosen, choose }), [chosen]);
  return <GoalChoiceContext value={value}>{children}</GoalChoiceContext>;
}

export function useGoalChoice(): GoalChoice {
  return useContext(GoalChoiceContext);
}
