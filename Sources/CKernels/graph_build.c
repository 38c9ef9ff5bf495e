#include <stdlib.h>
#include <string.h>

#include "graph_walk.h"

enum {
  OUT_LINKS = 16,       // links that a new node begins with
  BATCH_SHARE = 32,     // a batch is at most this part of what is there
  BATCH_LIMIT = 4096,
  UPPER_BREADTH = 48
};

typedef struct {
  uint32_t target;
  uint32_t source;
} edge;

struct graph_builder {
  vector_dots *dots;
  uint8_t *nodes;
  size_t width, stride;
  uint32_t count, breadth;
  uint32_t *order;         // nodes as they are inserted
  int32_t *biases;         // of each node's code as a query
  uint8_t *level;          // of each node
  uint32_t *record;        // of each node with a level above 0, its highest record
  graph_record *records;
  uint32_t record_count;
  uint32_t inserted, batch;
  uint32_t levels, entry;  // entry: a node while `levels` is 0
  edge *edges;             // links to be made back, by target
  uint32_t *targets;       // where each target's edges begin
  uint32_t target_count;
};

static uint64_t mixed(uint64_t value) {
  value += 0x9E3779B97F4A7C15ull;
  value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9ull;
  value = (value ^ value >> 27) * 0x94D049BB133111EBull;
  return value ^ value >> 31;
}

static graph_tail *tail_of(const graph_builder *builder, uint32_t node) {
  return (graph_tail *)(builder->nodes + node * builder->stride + builder->width);
}

// MARK: beginning and end

graph_builder *semblance_graph_builder(int path, uint8_t *nodes, size_t width, uint32_t count,
                                       uint32_t breadth, uint64_t seed) {
  graph_builder *builder = calloc(1, sizeof *builder);
  if (!builder) return NULL;
  *builder = (graph_builder){.dots = semblance_vector_dots_of(path),
                             .nodes = nodes,
                             .width = width,
                             .stride = width + GRAPH_NODE_TAIL,
                             .count = count,
                             .breadth = breadth};
  const size_t room = count ? count : 1;
  builder->order = malloc(room * sizeof *builder->order);
  builder->biases = malloc(room * sizeof *builder->biases);
  builder->level = malloc(room);
  builder->record = malloc(room * sizeof *builder->record);
  builder->edges = malloc((size_t)BATCH_LIMIT * OUT_LINKS * sizeof *builder->edges);
  builder->targets = malloc(((size_t)BATCH_LIMIT * OUT_LINKS + 1) * sizeof *builder->targets);
  bool fits = builder->order && builder->biases && builder->level && builder->record &&
              builder->edges && builder->targets;
  uint32_t records = 0;
  for (uint32_t node = 0; fits && node < count; node++) {
    // Each level has a sixteenth of the one below.
    uint64_t bits = mixed(seed ^ mixed(node));
    uint8_t level = 0;
    for (; (bits & 15) == 0 && level < 12; bits >>= 4) level++;
    builder->level[node] = level;
    records += level;
    int32_t sum = 0;
    const uint8_t *code = nodes + node * builder->stride;
    for (size_t k = 0; k < width; k++) sum += code[k];
    builder->biases[node] = 128 * (sum - 128 * (int32_t)width);
    builder->order[node] = node;
    memset(tail_of(builder, node)->links, 0xFF, sizeof(uint32_t) * GRAPH_LINKS);
    tail_of(builder, node)->count = 0;
  }
  builder->records = malloc((records ? records : 1) * sizeof *builder->records);
  if (!fits || !builder->records) {
    semblance_graph_builder_free(builder);
    return NULL;
  }
  for (uint32_t i = count; i > 1; i--) {
    const uint32_t j = (uint32_t)(mixed(seed + i) % i), other = builder->order[j];
    builder->order[j] = builder->order[i - 1];
    builder->order[i - 1] = other;
  }
  for (uint32_t i = 0; i < count; i++) {
    const uint32_t node = builder->order[i];
    uint32_t down = node;
    for (uint8_t level = 0; level < builder->level[node]; level++) {
      graph_record *record = builder->records + builder->record_count;
      *record = (graph_record){.node = node, .down = down};
      memset(record->links, 0xFF, sizeof record->links);
      down = builder->record_count++;
    }
    builder->record[node] = down;
  }
  return builder;
}

void semblance_graph_builder_free(graph_builder *builder) {
  free(builder->order);
  free(builder->biases);
  free(builder->level);
  free(builder->record);
  free(builder->records);
  free(builder->edges);
  free(builder->targets);
  free(builder);
}

vector_graph semblance_graph_built(const graph_builder *builder) {
  return (vector_graph){.nodes = builder->nodes,
                        .width = builder->width,
                        .count = builder->count,
                        .records = builder->records,
                        .record_count = builder->record_count,
                        .levels = builder->levels,
                        .entry = builder->entry};
}

// MARK: choosing neighbours

// A node's code as a query.
static vector_query query_of(const graph_builder *builder, uint32_t node, int8_t *code) {
  const uint8_t *bytes = builder->nodes + node * builder->stride;
  for (size_t k = 0; k < builder->width; k++) code[k] = (int8_t)(bytes[k] ^ 128);
  return (vector_query){.code = code, .bias = builder->biases[node]};
}

static bool reserve(const graph_builder *builder, graph_scratch *scratch, size_t found) {
  if (scratch->found_capacity < found) {
    free(scratch->found);
    scratch->found = malloc(found * sizeof *scratch->found);
    scratch->found_capacity = scratch->found ? found : 0;
  }
  // Two codes: that of the node, and that of a candidate.
  if (scratch->code_width < 2 * builder->width) {
    free(scratch->code);
    scratch->code = malloc(2 * builder->width);
    scratch->code_width = scratch->code ? 2 * builder->width : 0;
  }
  scratch->failed = !scratch->found || !scratch->code;
  return !scratch->failed;
}

// Of candidates, nearest first, those that are nearer to the node than to any one chosen before
// (algorithm 4 of the paper): links in all directions. Similarities are a node's scale short of
// cosines, so both sides of the comparison get theirs. Returns how many; their places are in `chosen`.
static uint32_t choose(const graph_builder *builder, const vector_graph *graph, float scale,
                       const vector_candidate *candidates, size_t count, uint32_t level,
                       uint32_t limit, int8_t *code, uint32_t *chosen) {
  uint32_t nodes[GRAPH_LINKS], kept = 0;
  int32_t products[GRAPH_LINKS];
  for (size_t i = 0; i < count && kept < limit; i++) {
    const uint32_t id = candidates[i].position;
    const uint32_t node = level == 0 ? id : graph->records[id].node;
    const vector_query query = query_of(builder, node, code);
    builder->dots(builder->nodes, builder->stride, builder->width, nodes, kept, code, products);
    const float own = tail_of(builder, node)->scale;
    bool isNew = true;
    for (uint32_t j = 0; j < kept && isNew; j++) {
      const float between =
          tail_of(builder, nodes[j])->scale * (float)(products[j] - query.bias) * own;
      isNew = between < candidates[i].similarity * scale;
    }
    if (!isNew) continue;
    nodes[kept] = node;
    chosen[kept++] = (uint32_t)i;
  }
  return kept;
}

// MARK: inserting

uint32_t semblance_graph_begin(graph_builder *builder) {
  const uint32_t left = builder->count - builder->inserted;
  uint32_t batch = builder->inserted / BATCH_SHARE + 1;
  if (batch > BATCH_LIMIT) batch = BATCH_LIMIT;
  builder->batch = batch < left ? batch : left;
  return builder->batch;
}

// A new node's links on one level, which begin at the id `start`. Returns where the next level down
// begins.
static uint32_t find_on(graph_builder *builder, const vector_graph *graph, uint32_t node,
                        uint32_t level, uint32_t id, uint32_t start, graph_scratch *scratch) {
  const uint32_t breadth = level == 0 ? builder->breadth : UPPER_BREADTH;
  vector_candidates found = {.items = scratch->found, .capacity = breadth, .count = 0};
  const vector_query query = query_of(builder, node, scratch->code);
  semblance_graph_walk(builder->dots, graph, level, query, start, scratch, &found);
  semblance_candidates_sort(&found);
  uint32_t chosen[GRAPH_LINKS];
  const uint32_t kept = choose(
      builder, graph, tail_of(builder, node)->scale, found.items, found.count, level,
      level == 0 ? OUT_LINKS : GRAPH_UPPER_LINKS, scratch->code + builder->width, chosen);
  uint32_t *links = level == 0 ? tail_of(builder, node)->links : builder->records[id].links;
  for (uint32_t i = 0; i < kept; i++) links[i] = found.items[chosen[i]].position;
  if (level == 0) tail_of(builder, node)->count = kept;
  return found.count ? found.items[0].position : start;
}

void semblance_graph_find(graph_builder *builder, uint32_t first, uint32_t end,
                          graph_scratch *scratch) {
  if (builder->inserted == 0) return;
  const uint32_t breadth = builder->breadth > UPPER_BREADTH ? builder->breadth : UPPER_BREADTH;
  if (!reserve(builder, scratch, breadth)) return;
  const vector_graph graph = semblance_graph_built(builder);
  for (uint32_t i = first; i < end; i++) {
    const uint32_t node = builder->order[builder->inserted + i];
    uint32_t level = builder->level[node], id = builder->record[node];
    // On levels that the graph does not have yet the node is alone.
    for (; level > graph.levels; level--) id = builder->records[id].down;
    uint32_t start = semblance_graph_descend(
        builder->dots, &graph, level, query_of(builder, node, scratch->code));
    for (; level > 0; level--) {
      start = builder->records[find_on(builder, &graph, node, level, id, start, scratch)].down;
      id = builder->records[id].down;
    }
    find_on(builder, &graph, node, 0, node, start, scratch);
  }
}

static int by_target(const void *a, const void *b) {
  const edge *left = a, *right = b;
  if (left->target != right->target) return left->target < right->target ? -1 : 1;
  return left->source < right->source ? -1 : left->source > right->source;
}

uint32_t semblance_graph_gather(graph_builder *builder) {
  size_t count = 0;
  for (uint32_t i = 0; i < builder->batch; i++) {
    const uint32_t node = builder->order[builder->inserted + i];
    const graph_tail *tail = tail_of(builder, node);
    for (uint32_t j = 0; j < tail->count; j++) {
      builder->edges[count++] = (edge){.target = tail->links[j], .source = node};
    }
  }
  qsort(builder->edges, count, sizeof *builder->edges, by_target);
  builder->target_count = 0;
  for (size_t i = 0; i < count; i++) {
    if (i == 0 || builder->edges[i].target != builder->edges[i - 1].target) {
      builder->targets[builder->target_count++] = (uint32_t)i;
    }
  }
  builder->targets[builder->target_count] = (uint32_t)count;
  return builder->target_count;
}

// Adds links to an id; where there are too many, the best remain.
static void add_links(graph_builder *builder, const vector_graph *graph, uint32_t level,
                      uint32_t node, uint32_t *links, uint32_t count, uint32_t limit,
                      const uint32_t *added, uint32_t added_count, uint32_t *result,
                      graph_scratch *scratch) {
  if (count + added_count <= limit) {
    memcpy(links + count, added, added_count * sizeof *added);
    *result = count + added_count;
    return;
  }
  if (!reserve(builder, scratch, count + added_count)) return;
  const vector_query query = query_of(builder, node, scratch->code);
  vector_candidates all = {.items = scratch->found, .capacity = count + added_count, .count = 0};
  for (uint32_t i = 0; i < count + added_count; i++) {
    const uint32_t id = i < count ? links[i] : added[i - count];
    const uint32_t other = level == 0 ? id : graph->records[id].node;
    int32_t product;
    builder->dots(builder->nodes, builder->stride, builder->width, &other, 1, query.code, &product);
    semblance_candidates_push(
        &all, (vector_candidate){
                  .similarity = tail_of(builder, other)->scale * (float)(product - query.bias),
                  .part = 0,
                  .position = id});
  }
  semblance_candidates_sort(&all);
  uint32_t chosen[GRAPH_LINKS];
  const uint32_t kept =
      choose(builder, graph, tail_of(builder, node)->scale, all.items, all.count, level, limit,
             scratch->code + builder->width, chosen);
  for (uint32_t i = 0; i < kept; i++) links[i] = all.items[chosen[i]].position;
  *result = kept;
}

void semblance_graph_link(graph_builder *builder, uint32_t first, uint32_t end,
                          graph_scratch *scratch) {
  const vector_graph graph = semblance_graph_built(builder);
  for (uint32_t t = first; t < end; t++) {
    const edge *edges = builder->edges + builder->targets[t];
    const uint32_t count = builder->targets[t + 1] - builder->targets[t];
    graph_tail *tail = tail_of(builder, edges[0].target);
    uint32_t sources[BATCH_LIMIT];
    for (uint32_t i = 0; i < count; i++) sources[i] = edges[i].source;
    add_links(builder, &graph, 0, edges[0].target, tail->links, tail->count, GRAPH_LINKS, sources,
              count, &tail->count, scratch);
  }
}

static uint32_t link_count(const graph_record *record) {
  uint32_t count = 0;
  while (count < GRAPH_UPPER_LINKS && record->links[count] != UINT32_MAX) count++;
  return count;
}

void semblance_graph_end(graph_builder *builder, graph_scratch *scratch) {
  const vector_graph graph = semblance_graph_built(builder);
  // Upper levels hold a sixteenth of the nodes: one thread links them in order.
  for (uint32_t i = 0; i < builder->batch; i++) {
    const uint32_t node = builder->order[builder->inserted + i];
    uint32_t id = builder->record[node];
    for (uint32_t level = builder->level[node]; level > 0; level--) {
      const uint32_t count = link_count(builder->records + id);
      for (uint32_t j = 0; j < count; j++) {
        graph_record *target = builder->records + builder->records[id].links[j];
        uint32_t kept = link_count(target);
        add_links(builder, &graph, level, target->node, target->links, kept, GRAPH_UPPER_LINKS, &id,
                  1, &kept, scratch);
        for (; kept < GRAPH_UPPER_LINKS; kept++) target->links[kept] = UINT32_MAX;
      }
      id = builder->records[id].down;
    }
  }
  for (uint32_t i = 0; i < builder->batch; i++) {
    const uint32_t node = builder->order[builder->inserted + i];
    const bool isFirst = builder->inserted == 0 && i == 0;
    if (!isFirst && builder->level[node] <= builder->levels) continue;
    builder->levels = builder->level[node];
    builder->entry = builder->record[node];
  }
  builder->inserted += builder->batch;
}
