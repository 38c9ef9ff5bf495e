// The walk that searching and building share.
#pragma once

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

/// On level 0 the ids are nodes, above it records. Candidates' positions are ids.
SEMBLANCE_HIDDEN bool semblance_graph_walk(vector_dots *dots, const vector_graph *graph,
                                           uint32_t level, vector_query query, uint32_t start,
                                           const uint64_t *allowed, size_t budget,
                                           graph_scratch *scratch, vector_candidates *found);

/// From the entry down to `level` (at least 0): the id there that greedy steps lead to.
SEMBLANCE_HIDDEN uint32_t semblance_graph_descend(vector_dots *dots, const vector_graph *graph,
                                                  uint32_t level, vector_query query);
