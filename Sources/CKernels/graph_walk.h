// The walk that searching and building share.
#pragma once

#include <stdlib.h>
#include <string.h>

#include "vector_dots.h"
#include "vector_graph.h"

typedef struct {
  float similarity;
  uint32_t id;  // a node, or a record of an upper level
} graph_step;

struct graph_scratch {
  // Visited ids + 1, open addressing; 0 is free. A table of some thousand entries stays in the
  // cache, which an array with an entry for every node does not.
  uint32_t *table;
  uint32_t table_bits;
  uint32_t table_count;
  // Steps to take, nearest first (a heap).
  graph_step *steps;
  size_t step_count;
  size_t step_capacity;
  // Similarities of the nearest nodes met by a filtered walk, whether they may be found or not (a
  // heap, the worst first).
  float *met;
  size_t met_capacity;
  // For the builder.
  vector_candidate *found;
  size_t found_capacity;
  int8_t *code;
  size_t code_width;
  uint64_t failed;  // out of memory
};

static inline const graph_tail *graph_tail_of(const vector_graph *graph, uint32_t node) {
  return (const graph_tail *)(graph->nodes + node * (graph->width + GRAPH_NODE_TAIL) +
                              graph->width);
}

static inline uint32_t slot_of(uint32_t id, uint32_t bits) { return id * 2654435769u >> (32 - bits); }

static inline void grow_table(graph_scratch *scratch) {
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

static inline void push_step(graph_scratch *scratch, graph_step step) {
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

static inline graph_step pop_step(graph_scratch *scratch) {
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
static inline size_t graph_neighbours(const vector_graph *graph, uint32_t level, uint32_t id,
                                      graph_scratch *scratch, uint32_t *ids,
                                      uint32_t *nodes) {
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

// Forgets the walk before.
static inline void begin_walk(graph_scratch *scratch) {
  memset(scratch->table, 0, sizeof *scratch->table << scratch->table_bits);
  scratch->table_count = 0;
  scratch->step_count = 0;
}

/// On level 0 the ids are nodes, above it records. Candidates' positions are ids.
SEMBLANCE_HIDDEN bool semblance_graph_walk(vector_dots *dots, const vector_graph *graph,
                                           uint32_t level, vector_query query, uint32_t start,
                                           graph_scratch *scratch, vector_candidates *found);

/// From the entry down to `level` (at least 0): the id there that greedy steps lead to.
SEMBLANCE_HIDDEN uint32_t semblance_graph_descend(vector_dots *dots, const vector_graph *graph,
                                                  uint32_t level, vector_query query);

/// A walk on level 0 that finds nodes with a bit in `allowed`.
SEMBLANCE_HIDDEN bool semblance_graph_walk_filtered(vector_dots *dots, const vector_graph *graph,
                                                    vector_query query, uint32_t start,
                                                    const uint64_t *allowed, size_t breadth,
                                                    size_t budget, graph_scratch *scratch,
                                                    vector_candidates *found);
