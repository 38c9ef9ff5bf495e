import { useEffect, useState } from "react";
import { sayings } from "../../app/editing";
import { useKeys } from "../../app/keys";
import { back, go } from "../../app/navigation";
import { neighbours } from "../../app/neighbours";
import { api, cache } from "../../app/services";
import { useLatest } from "../../app/useLatest";
import { Button } from "../../components/Button";
import { useEditing } from "../../components/edit/useEditing";
import { Preview } from "../../components/Picture";
import { Failed } from "../../components/States";
import { detail } from "../../lib/api/detail";
import { saidOf, thumbnailOf } from "../../lib/api/picture";
import { whole, type Zoom } from "../../lib/image/zoom";
import { type Place, places } from "../../lib/route/routes";
import { Frame } from "../../components/Frame";
import { Panel } from "./Panel";

type ImagePlace = Extract<Place, { view: "image" }>;

/** One picture as large as the window allows, with all that is known of it beside. */
export default function DetailView({ place }: { place: ImagePlace }) {
  const { id } = place;
  const shown = useLatest(`image ${id}`, async (signal) => {
    const since = sayings.mark();
    const found = await api.call(`/api/images/${id}`, detail, { signal });
    sayings.wereRead([id], since);
    return found;
  });
  const [isOpen, setOpen] = useState(localStorage.getItem("panel") !== "closed");
  const [zoom, setZoom] = useState<Zoom>(whole);
  const near = neighbours(id);
  useEffect(() => setZoom(whole), [id]);
  useEffect(() => {
    // The next ones are in the browser's cache before they are asked for.
    for (const other of [near.after, near.before]) {
      if (other) new Image().src = thumbnailOf(other);
    }
  }, [near.after, near.before]);
  const step = (to: string | null) => {
    if (to) go(places.image(to, place.from), { replace: true });
  };
  const toggle = () => {
    localStorage.setItem("panel", isOpen ? "closed" : "open");
    setOpen(!isOpen);
  };
  const leave = () => back(places.library);
  const editing = useEditing(
    "Pictures",
    () => [id],
    () => saidOf(shown.value?.image),
    // On to the next one, or back where there is none.
    () => near.after ?? near.before ? step(near.after ?? near.before) : leave(),
  );
  useKeys("Picture", [
    {
      keys: ["ArrowLeft"],
      title: "Previous picture",
      run: () => step(near.before),
      when: () => near.before !== null,
    },
    {
      keys: ["ArrowRight"],
      title: "Next picture",
      run: () => step(near.after),
      when: () => near.after !== null,
    },
    { keys: ["i"], title: "Show or hide details", run: toggle },
    { keys: ["Escape"], title: "Back", run: leave },
  ]);
  const picture = shown.value?.image;
  const name = picture?.name || picture?.path || "Picture";
  return (
    <div className={`detail${isOpen ? " detail-open" : ""}`}>
      <div className="detail-stage">
        <header className="detail-head">
          <Button icon="left" tone="quiet" isIconOnly onClick={leave}>Back</Button>
          <h1 title={picture?.path}>{name}</h1>
          {near.of > 1 && <span className="head-note">{near.at + 1} / {near.of}</span>}
          <span className="head-space" />
          <Button icon="review" tone="quiet" isIconOnly onClick={editing.aside}>Set aside</Button>
          <Button icon="info" tone="quiet" isIconOnly aria-pressed={isOpen} onClick={toggle}>
            Details
          </Button>
        </header>
        {shown.error !== null && !shown.value
          ? <Failed error={shown.error} retry={() => cache.refresh(`image ${id}`)} />
          : (
            <div className="detail-picture">
              {picture
                ? (
                  <Frame
                    key={id}
                    layers={[{ image: picture }]}
                    zoom={zoom}
                    change={setZoom}
                    label={name}
                  />
                )
                : <Preview id={id} placeholder={null} alt="" className="layer-picture" />}
            </div>
          )}
        {near.before && (
          <button
            type="button"
            className="detail-step detail-before"
            aria-label="Previous picture"
            onClick={() => step(near.before)}
          >
            ‹
          </button>
        )}
        {near.after && (
          <button
            type="button"
            className="detail-step detail-after"
            aria-label="Next picture"
            onClick={() => step(near.after)}
          >
            ›
          </button>
        )}
      </div>
      {isOpen && <Panel id={id} detail={shown.value} />}
      {editing.dialog}
    </div>
  );
}
