#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include "graph_walk.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

void semblance_advise_huge_pages(void *memory, size_t bytes) {
#if defined(__linux__)
  // Only whole pages of our own; a refusal costs nothing but time.
  const uintptr_t page = 4096, start = ((uintptr_t)memory + page - 1) & ~(page - 1);
  const uintptr_t end = ((uintptr_t)memory + bytes) & ~(page - 1);
  if (end > start) madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)bytes;
#endif
}

// MARK: scratch

graph_scratch *semblance_graph_scratch(void) {
  graph_scratch *scratch = calloc(1, sizeof *scratch);
  if (!scratch) return NULL;
  scratch->table_bits = 13;
  scratch->table = calloc((size_t)1 << scratch->table_bits, sizeof *scratch->table);
  scratch->step_capacity = 1024;
  scratch->steps = malloc(scratch->step_capacity * sizeof *scratch->steps);
  if (!scratch->table || !scratch->steps) {
    semblance_graph_scratch_free(scratch);
    return NULL;
  }
  return scratch;
}

void semblance_graph_scratch_free(graph_scratch *scratch) {
  free(scratch->table);
  free(scratch->steps);
  free(scratch->found);
  free(scratch->code);
  free(scratch);
}

static inline uint32_t slot_of(uint32_t id, uint32_t bits) { return id * 2654435769u >> (32 - bits); }

static void grow_table(graph_scratch *scratch) {
  const uint32_t bits = scratch->table_bits + 1, last = ((uint32_t)1 << bits) - 1;
  uint32_t *table = calloc((size_t)1 << bits, sizeof *table);
  if (!table) {
    scratch->failed = 1;
    return;
  }
  for (uint32_t i = 0; i < (uint32_t)1 << scratch->table_bits; i++) {
    const uint32_t entry = scratch->table[i];
    if (!entry) continue;
    uint32_t slot = slot_of(entry - 1, bits);
    while (table[slot]) slot = (slot + 1) & last;
    table[slot] = entry;
  }
  free(scratch->table);
  scratch->table = table;
  scratch->table_bits = bits;
}

// Whether an id is met for the first time.
static inline bool visit(graph_scratch *scratch, uint32_t id) {
  const uint32_t last = ((uint32_t)1 << scratch->table_bits) - 1;
  uint32_t slot = slot_of(id, scratch->table_bits);
  for (; scratch->table[slot]; slot = (slot + 1) & last) {
    if (scratch->table[slot] == id + 1) return false;
  }
  scratch->table[slot] = id + 1;
  if (2 * ++scratch->table_count > last) grow_table(scratch);
  return true;
}

static inline bool is_before(graph_step a, graph_step b) {
  return a.similarity != b.similarity ? a.similarity > b.similarity : a.id < b.id;
}

static void push_step(graph_scratch *scratch, graph_step step) {
  if (scratch->step_count == scratch->step_capacity) {
    graph_step *larger = realloc(scratch->steps, 2 * scratch->step_capacity * sizeof *larger);
    if (!larger) {
      scratch->failed = 1;
      return;
    }
    scratch->steps = larger;
    scratch->step_capacity *= 2;
  }
  size_t place = scratch->step_count++;
  while (place > 0 && is_before(step, scratch->steps[(place - 1) / 2])) {
    scratch->steps[place] = scratch->steps[(place - 1) / 2];
    place = (place - 1) / 2;
  }
  scratch->steps[place] = step;
}

static graph_step pop_step(graph_scratch *scratch) {
  graph_step *steps = scratch->steps;
  const graph_step first = steps[0], moved = steps[--scratch->step_count];
  const size_t count = scratch->step_count;
  size_t place = 0;
  for (;;) {
    size_t child = 2 * place + 1;
    if (child >= count) break;
    if (child + 1 < count && is_before(steps[child + 1], steps[child])) child++;
    if (!is_before(steps[child], moved)) break;
    steps[place] = steps[child];
    place = child;
  }
  if (count) steps[place] = moved;
  return first;
}

// MARK: walk

static inline float similarity_of(const vector_graph *graph, uint32_t node, int32_t product,
                                  vector_query query) {
  return graph_tail_of(graph, node)->scale * (float)(product - query.bias);
}

// Where a node's code is to be read soon.
static inline void prefetch_links(const vector_graph *graph, uint32_t node) {
  const char *tail = (const char *)graph_tail_of(graph, node);
  __builtin_prefetch(tail);
  __builtin_prefetch(tail + 64);
}

// The unvisited neighbours of an id: ids and their nodes.
static inline size_t neighbours(const vector_graph *graph, uint32_t level, uint32_t id,
                                graph_scratch *scratch, uint32_t *ids, uint32_t *nodes) {
  size_t count = 0;
  if (level == 0) {
    const graph_tail *tail = graph_tail_of(graph, id);
    const uint32_t links = tail->count < GRAPH_LINKS ? tail->count : GRAPH_LINKS;
    for (uint32_t i = 0; i < links; i++) {
      const uint32_t link = tail->links[i];
      if (link >= graph->count || !visit(scratch, link)) continue;
      ids[count] = nodes[count] = link;
      count++;
    }
  } else {
    const graph_record *record = graph->records + id;
    for (uint32_t i = 0; i < GRAPH_UPPER_LINKS; i++) {
      const uint32_t link = record->links[i];
      if (link >= graph->record_count || !visit(scratch, link)) continue;
      const uint32_t node = graph->records[link].node;
      if (node >= graph->count) continue;
      ids[count] = link;
      nodes[count++] = node;
    }
  }
  return count;
}

bool semblance_graph_walk(vector_dots *dots, const vector_graph *graph, uint32_t level,
                          vector_query query, uint32_t start, const uint64_t *allowed,
                          size_t budget, graph_scratch *scratch, vector_candidates *found) {
  const size_t stride = graph->width + GRAPH_NODE_TAIL;
  memset(scratch->table, 0, sizeof *scratch->table << scratch->table_bits);
  scratch->table_count = 0;
  scratch->step_count = 0;
  uint32_t ids[GRAPH_LINKS], nodes[GRAPH_LINKS];
  int32_t products[GRAPH_LINKS];
  size_t count = 1, spent = 0;
  visit(scratch, start);
  ids[0] = start;
  nodes[0] = level == 0 ? start : graph->records[start].node;
  for (;;) {
    dots(graph->nodes, stride, graph->width, nodes, count, query.code, products);
    spent += count;
    for (size_t i = 0; i < count; i++) {
      const float similarity = similarity_of(graph, nodes[i], products[i], query);
      if (found->count == found->capacity && similarity <= found->items[0].similarity) continue;
      push_step(scratch, (graph_step){similarity, ids[i]});
      if (allowed && !(allowed[ids[i] / 64] >> ids[i] % 64 & 1)) continue;
      semblance_candidates_push(
          found, (vector_candidate){
                     .similarity = similarity, .part = graph->part, .position = ids[i]});
    }
    do {
      if (scratch->step_count == 0) return true;
      const graph_step step = pop_step(scratch);
      if (found->count == found->capacity && step.similarity < found->items[0].similarity)
        return true;
      if (spent > budget || scratch->failed) return false;
      count = neighbours(graph, level, step.id, scratch, ids, nodes);
      if (level == 0 && scratch->step_count) prefetch_links(graph, scratch->steps[0].id);
    } while (count == 0);
  }
}

uint32_t semblance_graph_descend(vector_dots *dots, const vector_graph *graph, uint32_t level,
                                 vector_query query) {
  uint32_t id = graph->entry;
  for (uint32_t above = graph->levels; above > level; above--) {
    // Only a damaged file leads elsewhere: then there is nowhere to begin.
    if (id >= graph->record_count || graph->records[id].node >= graph->count) return UINT32_MAX;
    uint32_t node = graph->records[id].node;
    int32_t product;
    dots(graph->nodes, graph->width + GRAPH_NODE_TAIL, graph->width, &node, 1, query.code, &product);
    float best = similarity_of(graph, node, product, query);
    // Each step is nearer than the one before, so this ends.
    for (bool moves = true; moves;) {
      uint32_t ids[GRAPH_UPPER_LINKS], nodes[GRAPH_UPPER_LINKS];
      int32_t products[GRAPH_UPPER_LINKS];
      size_t count = 0;
      for (uint32_t i = 0; i < GRAPH_UPPER_LINKS; i++) {
        const uint32_t link = graph->records[id].links[i];
        if (link >= graph->record_count || graph->records[link].node >= graph->count) continue;
        ids[count] = link;
        nodes[count++] = graph->records[link].node;
      }
      dots(graph->nodes, graph->width + GRAPH_NODE_TAIL, graph->width, nodes, count, query.code,
           products);
      moves = false;
      for (size_t i = 0; i < count; i++) {
        const float similarity = similarity_of(graph, nodes[i], products[i], query);
        if (similarity > best) {
          best = similarity;
          id = ids[i];
          moves = true;
        }
      }
    }
    id = graph->records[id].down;
  }
  return id;
}

bool semblance_graph_search(int path, const vector_graph *graph, vector_query query,
                            const uint64_t *allowed, size_t budget, graph_scratch *scratch,
                            vector_candidates *found) {
  if (graph->count == 0) return true;
  vector_dots *dots = semblance_vector_dots_of(path);
  if (graph->levels > 0 ? graph->entry >= graph->record_count : graph->entry >= graph->count)
    return false;
  const uint32_t start = semblance_graph_descend(dots, graph, 0, query);
  if (start >= graph->count) return false;
  scratch->failed = 0;
  return semblance_graph_walk(dots, graph, 0, query, start, allowed, budget, scratch, found);
}
