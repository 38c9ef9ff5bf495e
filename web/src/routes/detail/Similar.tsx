import { Link } from "../../app/navigation";
import { api } from "../../app/services";
import { useLatest } from "../../app/useLatest";
import { hasView } from "../../app/views";
import { Icon } from "../../components/Icon";
import { Thumbnail } from "../../components/Picture";
import { hits } from "../../lib/api/search";
import { places } from "../../lib/route/routes";
import { Part } from "./Panel";

/** The pictures most like this one. */
export function Similar({ id }: { id: string }) {
  const isThere = hasView("search");
  const shown = useLatest(
    isThere ? `similar ${id}` : null,
    (signal) => api.call(`/api/images/${id}/similar?limit=9`, hits, { signal }),
  );
  const found = (shown.value?.hits ?? []).filter((one) => one.id !== id).slice(0, 8);
  if (!isThere || (shown.value && found.length === 0) || (shown.error !== null && !shown.value)) {
    return null;
  }
  return (
    <Part
      title="Similar"
      end={
        <Link className="panel-all" to={places.like(id)}>
          Show all<Icon name="right" size={14} />
        </Link>
      }
    >
      <ul className="panel-similar">
        {found.map((one) => (
          <li key={one.id}>
            <Link
              to={places.image(one.id)}
              aria-label={`${one.image.name}, ${Math.round(one.percent ?? 0)} percent similar`}
            >
              <Thumbnail id={one.id} placeholder={one.image.placeholder} alt="" />
              {one.percent !== null && <span>{Math.round(one.percent)} %</span>}
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}
