/** What a person means to do with one group: which of its files stay. */
export interface Choice {
  /** In the group's order: true stays, false is set aside. */
  keep: readonly boolean[];
}

export interface Choosable {
  best: boolean;
  /** Lies where nothing may move. */
  reference: boolean;
}

/** The best copy stays, what may not move stays, the others go. */
export function proposed(members: readonly Choosable[]): Choice {
  const best = members.findIndex((member) => member.best);
  return { keep: members.map((member, index) => index === Math.max(0, best) || member.reference) };
}

export function keepAll(members: readonly Choosable[]): Choice {
  return { keep: members.map(() => true) };
}

/**
 * The other way round for one file. What may not move stays; and one file at least must, so the last
 * that stays is not let go.
 */
export function toggled(choice: Choice, index: number, members: readonly Choosable[]): Choice {
  const member = members[index];
  if (!member || (choice.keep[index] && member.reference)) return choice;
  const keep = choice.keep.map((stays, at) => at === index ? !stays : stays);
  return keep.some(Boolean) ? { keep } : choice;
}

/** Which file takes over what was said of the others in a merge: the best that stays, else the first. */
export function keeper(members: readonly Choosable[], choice: Choice): number {
  const stays = members.map((_, index) => index).filter((index) => choice.keep[index] ?? true);
  return stays.find((index) => members[index]?.best) ?? stays[0] ?? 0;
}

export function staged<Member extends { file_id: number; bytes: number }>(
  members: readonly Member[],
  choice: Choice,
): { keep: number[]; stage: number[]; bytes: number } {
  const result = { keep: [] as number[], stage: [] as number[], bytes: 0 };
  members.forEach((member, index) => {
    if (choice.keep[index] ?? true) {
      result.keep.push(member.file_id);
    } else {
      result.stage.push(member.file_id);
      result.bytes += member.bytes;
    }
  });
  return result;
}
