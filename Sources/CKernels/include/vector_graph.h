// A hierarchical navigable small world graph (Malkov and Yashunin, 2018) over codes. Behind
// `Kernels/Graph`.
//
// A *node* is width + 128 bytes: its code, its scale, the number of its links, and links to at most
// 30 near nodes. What a step of a search needs lies together, in whole cache lines.
#pragma once

#include "vectors.h"

#pragma clang assume_nonnull begin

enum { GRAPH_LINKS = 30, GRAPH_UPPER_LINKS = 14, GRAPH_NODE_TAIL = 128 };

/// What follows a node's code.
typedef struct {
  float scale;
  uint32_t count;
  uint32_t links[GRAPH_LINKS];
} graph_tail;

/// A node on a level above the lowest. Links are numbers of records of the same level, ended by
/// UINT32_MAX where there are fewer.
typedef struct {
  uint32_t node;
  uint32_t down;  // its record one level below; on the first level its node
  uint32_t links[GRAPH_UPPER_LINKS];
} graph_record;

typedef struct {
  const uint8_t *nodes;
  size_t width;
  uint32_t count;
  const graph_record *records;
  uint32_t record_count;
  uint32_t levels;  // above the lowest; 0: the search begins at node `entry`
  uint32_t entry;   // a record of the highest level
  uint32_t part;
} vector_graph;

/// Memory of a search, for one thread at a time.
typedef struct graph_scratch graph_scratch;
graph_scratch *_Nullable semblance_graph_scratch(void);
void semblance_graph_scratch_free(graph_scratch *scratch);

/// Walks the graph from its entry and offers what may be found to `found`, until everything nearer
/// than the worst of `found`, which is full, has been looked at.
///
/// Where there is a filter, `allowed` has a bit for each node that may be found. Others are walked
/// through, and the walk goes on until the nearest `breadth` nodes of all have been looked at as well:
/// so a filter that leaves many near nodes is searched no worse than no filter, and one that leaves
/// few no shorter than it takes to fill `found`. It gives up and returns false when it needs, or by
/// the share of allowed nodes so far will need, more than `budget` products. Without a filter both
/// numbers are ignored.
///
/// Links that lead nowhere are passed over, so that a damaged file can make the search miss something
/// but not read elsewhere.
bool semblance_graph_search(int path, const vector_graph *graph, vector_query query,
                            const uint64_t *_Nullable allowed, size_t breadth, size_t budget,
                            graph_scratch *scratch, vector_candidates *found);

/// Asks for pages of 2 MB behind memory that is read all over: most of a walk's time is spent finding
/// out where its pages are.
void semblance_advise_huge_pages(void *memory, size_t bytes);

// ── building ────────────────────────────────────────────────────────────────────────────────────

/// A graph being built. Nodes are inserted in a shuffled order, in batches: all of a batch look for
/// their neighbours in the graph as it was before, then all are linked. The result depends on codes
/// and seed alone, not on the number of threads.
typedef struct graph_builder graph_builder;

/// `nodes` has room for `count` nodes, with codes and scales filled in; it belongs to the caller and
/// must outlive the builder. NULL when there is no memory.
graph_builder *_Nullable semblance_graph_builder(int path, uint8_t *nodes, size_t width,
                                                 uint32_t count, uint32_t breadth, uint64_t seed);
void semblance_graph_builder_free(graph_builder *builder);

/// Begins the next batch, and returns its size: 0 when all are inserted.
uint32_t semblance_graph_begin(graph_builder *builder);
/// Looks for the neighbours of the batch's nodes [first, end); any thread.
void semblance_graph_find(graph_builder *builder, uint32_t first, uint32_t end,
                          graph_scratch *scratch);
/// Between finding and linking, one thread. Returns how many nodes have links to get.
uint32_t semblance_graph_gather(graph_builder *builder);
/// Links the nodes [first, end) of those; any thread.
void semblance_graph_link(graph_builder *builder, uint32_t first, uint32_t end,
                          graph_scratch *scratch);
/// Ends the batch; one thread.
void semblance_graph_end(graph_builder *builder, graph_scratch *scratch);

/// What was built; valid as long as the builder.
vector_graph semblance_graph_built(const graph_builder *builder);

#pragma clang assume_nonnull end
