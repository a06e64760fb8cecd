import * as vscode from 'vscode';

/** How a step ended. */
export type StepResult<T> =
  { readonly kind: 'next'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'cancelled' };

/** What every step's box has in common. */
export interface StepFrame {
  readonly title: string;
  /** From 1. */
  readonly step: number;
  readonly totalSteps: number;
}

export interface PickItem<T> extends vscode.QuickPickItem {
  readonly value: T;
}

export interface PickOptions<T> {
  readonly placeholder: string;
  readonly items: readonly (PickItem<T> | vscode.QuickPickItem)[];
  /** The value to start on. */
  readonly active?: T | undefined;
}

/** Asks to choose one of several. */
export async function pickStep<T>(frame: StepFrame, options: PickOptions<T>): Promise<StepResult<T>> {
  const box = vscode.window.createQuickPick<PickItem<T> | vscode.QuickPickItem>();
  Object.assign(box, { ...frame, placeholder: options.placeholder, matchOnDescription: true, matchOnDetail: true });
  box.items = options.items;
  const active = options.items.find(
    (item) => 'value' in item && item.value === options.active && options.active !== undefined,
  );
  if (active !== undefined) box.activeItems = [active];
  return runBox(box, frame, () => {
    const [chosen] = box.selectedItems;
    return chosen !== undefined && 'value' in chosen ? { value: chosen.value } : undefined;
  });
}

export interface InputOptions {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly isPassword?: boolean;
  /** What is wrong with the text, or undefined. */
  readonly validate?: (text: string) => string | undefined;
}

/** Asks for a line of text. */
export async function inputStep(frame: StepFrame, options: InputOptions): Promise<StepResult<string>> {
  const box = vscode.window.createInputBox();
  Object.assign(box, {
    ...frame,
    prompt: options.prompt,
    placeholder: options.placeholder ?? '',
    value: options.value,
    password: options.isPassword ?? false,
  });
  const problem = (): string | undefined => options.validate?.(box.value.trim());
  box.onDidChangeValue(() => {
    // Complaints while typing are noise; they go as soon as they no longer hold.
    if (problem() === undefined) box.validationMessage = undefined;
  });
  return runBox(box, frame, () => {
    const message = problem();
    if (message === undefined) return { value: options.isPassword === true ? box.value : box.value.trim() };
    box.validationMessage = message;
    return undefined;
  });
}

type Box = (vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox) & vscode.QuickInput;

/** `accepted` is undefined where what was entered does not do yet. */
async function runBox<T>(
  box: Box,
  frame: StepFrame,
  accepted: () => { readonly value: T } | undefined,
): Promise<StepResult<T>> {
  box.ignoreFocusOut = true;
  if (frame.step > 1) box.buttons = [vscode.QuickInputButtons.Back];
  try {
    return await new Promise<StepResult<T>>((resolve) => {
      box.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve({ kind: 'back' });
      });
      box.onDidAccept(() => {
        const entered = accepted();
        if (entered !== undefined) resolve({ kind: 'next', value: entered.value });
      });
      box.onDidHide(() => resolve({ kind: 'cancelled' }));
      box.show();
    });
  } finally {
    box.dispose();
  }
}

/** One question of a sequence about a draft. */
export interface Step<Draft> {
  /** Whether the question makes sense for what was answered so far. */
  readonly applies: (draft: Draft) => boolean;
  readonly ask: (draft: Draft, frame: StepFrame) => Promise<StepResult<Draft>>;
}

/**
 * Asks the steps that apply, one after another, with a way back that keeps what was answered.
 * @returns undefined when the user gave up
 */
export async function runSteps<Draft>(
  title: string,
  steps: readonly Step<Draft>[],
  initial: Draft,
  startAt?: Step<Draft>,
): Promise<Draft | undefined> {
  let draft = initial;
  let index = startAt === undefined ? 0 : Math.max(0, applicable(steps, draft).indexOf(startAt));
  for (;;) {
    const open = applicable(steps, draft);
    const step = open[index];
    if (step === undefined) return draft;
    const result = await step.ask(draft, { title, step: index + 1, totalSteps: open.length });
    if (result.kind === 'cancelled') return undefined;
    if (result.kind === 'back') {
      index = Math.max(0, index - 1);
    } else {
      draft = result.value;
      index += 1;
    }
  }
}

function applicable<Draft>(steps: readonly Step<Draft>[], draft: Draft): Step<Draft>[] {
  return steps.filter((step) => step.applies(draft));
}
