"""What the corpora say of pairs of archives."""


def other_size(one, other):
    """Whether two packs hold one figure in two sizes: neither the same nor another one."""
    sizes = {one.get("like") == "smaller", other.get("like") == "smaller"}
    likes = {one.get("like"), other.get("like")}
    return one.get("kind") == other.get("kind") and len(sizes) == 2 and "variant" not in likes
