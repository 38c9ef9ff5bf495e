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
  free(scratch->met);
  free(scratch->found);
  free(scratch->code);
  free(scratch);
}

// MARK: walk

bool semblance_graph_walk(vector_dots *dots, const vector_graph *graph, uint32_t level,
                          vector_query query, uint32_t start, graph_scratch *scratch,
                          vector_candidates *found) {
  const size_t stride = graph->width + GRAPH_NODE_TAIL;
  begin_walk(scratch);
  uint32_t ids[GRAPH_LINKS], nodes[GRAPH_LINKS];
  int32_t products[GRAPH_LINKS];
  size_t count = 1;
  visit(scratch, start);
  ids[0] = start;
  nodes[0] = level == 0 ? start : graph->records[start].node;
  for (;;) {
    dots(graph->nodes, stride, graph->width, nodes, count, query.code, products);
    for (size_t i = 0; i < count; i++) {
      const float similarity = similarity_of(graph, nodes[i], products[i], query);
      if (found->count == found->capacity && similarity <= found->items[0].similarity) continue;
      push_step(scratch, (graph_step){similarity, ids[i]});
      semblance_candidates_push(
          found, (vector_candidate){
                     .similarity = similarity, .part = graph->part, .position = ids[i]});
    }
    do {
      if (scratch->step_count == 0) return true;
      const graph_step step = pop_step(scratch);
      if (found->count == found->capacity && step.similarity < found->items[0].similarity)
        return true;
      if (scratch->failed) return false;
      count = graph_neighbours(graph, level, step.id, scratch, ids, nodes);
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
                            const uint64_t *allowed, size_t breadth, size_t budget,
                            graph_scratch *scratch, vector_candidates *found) {
  if (graph->count == 0) return true;
  vector_dots *dots = semblance_vector_dots_of(path);
  if (graph->levels > 0 ? graph->entry >= graph->record_count : graph->entry >= graph->count)
    return false;
  const uint32_t start = semblance_graph_descend(dots, graph, 0, query);
  if (start >= graph->count) return false;
  scratch->failed = 0;
  if (!allowed) return semblance_graph_walk(dots, graph, 0, query, start, scratch, found);
  return semblance_graph_walk_filtered(dots, graph, query, start, allowed, breadth, budget, scratch,
                                       found);
}
