#include "graph_walk.h"

// Products after which the share of allowed nodes among those met says something.
#define TRIAL 192
// Products that a walk makes for each node that it keeps.
#define PRODUCTS_A_NODE 8

// The similarity below which a node is not among the nearest `capacity` met; keeps one that is.
static inline void meet(graph_scratch *scratch, size_t *count, size_t capacity, float similarity) {
  float *met = scratch->met;
  size_t place;
  if (*count < capacity) {
    place = (*count)++;
    while (place > 0 && similarity < met[(place - 1) / 2]) {
      met[place] = met[(place - 1) / 2];
      place = (place - 1) / 2;
    }
  } else {
    if (similarity <= met[0]) return;
    place = 0;
    for (;;) {
      size_t child = 2 * place + 1;
      if (child >= capacity) break;
      if (child + 1 < capacity && met[child + 1] < met[child]) child++;
      if (met[child] >= similarity) break;
      met[place] = met[child];
      place = child;
    }
  }
  met[place] = similarity;
}

static bool has_room(graph_scratch *scratch, size_t breadth) {
  if (scratch->met_capacity >= breadth) return true;
  float *larger = realloc(scratch->met, breadth * sizeof *larger);
  if (!larger) return false;
  scratch->met = larger;
  scratch->met_capacity = breadth;
  return true;
}

// Whether as many products as a walk is going to take, judged by what it met so far, are too many.
static bool is_hopeless(size_t spent, size_t allowed, size_t wanted, size_t breadth, size_t budget) {
  const size_t expected = wanted * spent / (allowed + 1);
  return PRODUCTS_A_NODE * (expected > breadth ? expected : breadth) > budget;
}

bool semblance_graph_walk_filtered(vector_dots *dots, const vector_graph *graph, vector_query query,
                                   uint32_t start, const uint64_t *allowed, size_t breadth,
                                   size_t budget, graph_scratch *scratch,
                                   vector_candidates *found) {
  const size_t stride = graph->width + GRAPH_NODE_TAIL;
  if (!has_room(scratch, breadth)) return false;
  begin_walk(scratch);
  uint32_t ids[GRAPH_LINKS], nodes[GRAPH_LINKS];
  int32_t products[GRAPH_LINKS];
  size_t count = 1, spent = 0, met = 0, allowed_count = 0;
  bool is_tried = false;
  visit(scratch, start);
  ids[0] = start;
  for (;;) {
    dots(graph->nodes, stride, graph->width, ids, count, query.code, products);
    spent += count;
    for (size_t i = 0; i < count; i++) {
      const float similarity = similarity_of(graph, ids[i], products[i], query);
      const bool is_allowed = allowed[ids[i] / 64] >> ids[i] % 64 & 1;
      allowed_count += is_allowed;
      if (met == breadth && similarity <= scratch->met[0] && found->count == found->capacity &&
          similarity <= found->items[0].similarity)
        continue;
      push_step(scratch, (graph_step){similarity, ids[i]});
      meet(scratch, &met, breadth, similarity);
      if (!is_allowed) continue;
      semblance_candidates_push(
          found, (vector_candidate){
                     .similarity = similarity, .part = graph->part, .position = ids[i]});
    }
    do {
      if (scratch->step_count == 0) return true;
      const graph_step step = pop_step(scratch);
      if (met == breadth && step.similarity < scratch->met[0] &&
          found->count == found->capacity && step.similarity < found->items[0].similarity)
        return true;
      if (spent > budget || scratch->failed) return false;
      if (!is_tried && spent >= TRIAL) {
        is_tried = true;
        if (is_hopeless(spent, allowed_count, found->capacity, breadth, budget)) return false;
      }
      count = graph_neighbours(graph, 0, step.id, scratch, ids, nodes);
      if (scratch->step_count) prefetch_links(graph, scratch->steps[0].id);
    } while (count == 0);
  }
}
