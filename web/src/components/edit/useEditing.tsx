import { type ReactNode, useState } from "react";
import { edit, type ReadSaid, sayings, setAside } from "../../app/editing";
import { useKeys } from "../../app/keys";
import { plural } from "../../lib/text/format";
import { Ask } from "./Ask";
import { TagDialog } from "./TagDialog";

/** What can be done with some pictures, by keys and by buttons. */
export interface Editing {
  rate: (rating: number) => void;
  /** All of them become favourites, or none is one any more when all were. */
  favourite: () => void;
  tag: () => void;
  aside: () => void;
  /** A dialog where one is open. */
  dialog: ReactNode;
}

/** From so many pictures on it is asked first. */
const MANY = 200;

/**
 * @param targets the pictures that are meant now: those selected, or the one in focus.
 * @param after is told when pictures were set aside.
 */
export function useEditing(
  name: string,
  targets: () => readonly string[],
  read: ReadSaid,
  after: (ids: readonly string[]) => void = () => {},
): Editing {
  const [tagged, setTagged] = useState<readonly string[]>([]);
  const [asked, setAsked] = useState<{ what: string; run: () => void } | null>(null);
  const carefully = (ids: readonly string[], what: string, run: () => void) => {
    if (ids.length < MANY) run();
    else setAsked({ what, run });
  };
  const rate = (rating: number) => {
    const ids = targets();
    carefully(
      ids,
      `give ${plural(ids.length, "picture")} other stars`,
      () => edit(ids, { rating }, read),
    );
  };
  const favourite = () => {
    const ids = targets();
    const isAll = ids.every((id) => sayings.of(id, read(id)).favourite);
    const what = `make ${plural(ids.length, "picture")} ${isAll ? "no favourites" : "favourites"}`;
    carefully(ids, what, () => edit(ids, { favourite: !isAll }, read));
  };
  const tag = () => setTagged(targets());
  const aside = () => {
    const ids = targets();
    carefully(ids, `set ${plural(ids.length, "picture")} aside`, () => {
      setAside(ids, read);
      after(ids);
    });
  };
  const some = () => targets().length > 0;
  useKeys(name, [
    { keys: ["f"], title: "Favourite, or not any more", run: favourite, when: some },
    { keys: ["t"], title: "Give or take a tag", run: tag, when: some },
    ...[1, 2, 3, 4, 5, 0].map((rating) => ({
      keys: [String(rating)],
      title: rating === 1 ? "Stars (1 to 5, 0 for none)" : "",
      run: () => rate(rating),
      when: some,
    })),
    { keys: ["Delete"], title: "Set aside", run: aside, when: some },
  ]);
  const many = plural(tagged.length, "picture");
  const dialog = asked
    ? <Ask what={asked.what} run={asked.run} close={() => setAsked(null)} />
    : tagged.length > 0
    ? (
      <TagDialog
        title={tagged.length === 1 ? "Tag of this picture" : `Tag of ${many}`}
        add={(one) => edit(tagged, { add_tags: [one] }, read)}
        remove={(one) => edit(tagged, { remove_tags: [one] }, read)}
        close={() => setTagged([])}
      />
    )
    : null;
  return { rate, favourite, tag, aside, dialog };
}
