import { useState } from "react";
import { edit, useSayings } from "../../app/editing";
import { Link } from "../../app/navigation";
import { cache } from "../../app/services";
import { Button } from "../../components/Button";
import { Stars } from "../../components/edit/Stars";
import { TagField } from "../../components/edit/TagField";
import { Icon } from "../../components/Icon";
import type { Detail } from "../../lib/api/detail";
import { stars } from "../../lib/api/edits";
import { saidOf } from "../../lib/api/picture";
import { Part } from "./Panel";

const SOURCES: Record<string, string> = {
  file: "From its file",
  model: "By a model",
  person: "By a person",
};

/** Stars, favourite and tags: what is said of the picture, to be said otherwise. */
export function SaidPart({ id, detail }: { id: string; detail: Detail }) {
  const [typed, setTyped] = useState("");
  const { judgement } = detail;
  const said = useSayings().of(id, saidOf(detail.image));
  const read = () => saidOf(detail.image);
  const shownTags = (change: (tags: Detail["judgement"]["tags"]) => Detail["judgement"]["tags"]) =>
    cache.put<Detail>(`image ${id}`, (now) => ({
      ...now,
      judgement: { ...now.judgement, tags: change(now.judgement.tags) },
    }));
  const add = () => {
    const name = typed.trim();
    setTyped("");
    if (!name || judgement.tags.some((tag) => tag.name === name)) return;
    shownTags((tags) => [...tags, { name, source: "person" }]);
    edit([id], { add_tags: [name] }, read);
  };
  const remove = (name: string) => {
    shownTags((tags) => tags.filter((tag) => tag.name !== name));
    edit([id], { remove_tags: [name] }, read);
  };
  const isOverridden = judgement.person_rating !== null && judgement.file_rating !== null &&
    judgement.person_rating !== judgement.file_rating;
  return (
    <Part title="Stars and tags">
      <div className="said">
        <Stars rating={said.rating} rate={(rating) => edit([id], { rating }, read)} />
        <span className="head-space" />
        <Button
          icon="keep"
          tone="quiet"
          isIconOnly
          className={said.favourite ? "favourite-lit" : ""}
          aria-pressed={said.favourite}
          onClick={() => edit([id], { favourite: !said.favourite }, read)}
        >
          Favourite
        </Button>
      </div>
      {isOverridden && (
        <p className="panel-note said-note">
          Its file says {stars(Math.max(0, judgement.file_rating ?? 0)).toLowerCase()}.{" "}
          <button
            type="button"
            className="link"
            onClick={() => edit([id], { rating: null }, read)}
          >
            Use those
          </button>
        </p>
      )}
      {judgement.tags.length > 0 && (
        <ul className="tags">
          {judgement.tags.map((tag) => (
            <li key={tag.name} className={`tag tag-${tag.source}`} title={SOURCES[tag.source]}>
              <Link
                to={{
                  view: "search",
                  text: "",
                  like: null,
                  tab: "text",
                  filter: { tag: tag.name },
                }}
              >
                {tag.name}
              </Link>
              <button
                type="button"
                aria-label={`Take away ${tag.name}`}
                onClick={() =>
                  remove(tag.name)}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <form
        className="tag-add"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TagField value={typed} change={setTyped} />
        <button type="submit" className="button button-plain" disabled={!typed.trim()}>
          <span>Add</span>
        </button>
      </form>
    </Part>
  );
}
