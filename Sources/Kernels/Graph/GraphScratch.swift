internal import CKernels

/// Memory of one walk through a graph at a time; grows to what the largest needed.
package struct GraphScratch: ~Copyable {
  let pointer: OpaquePointer

  package init() {
    guard let pointer = semblance_graph_scratch() else { fatalError("out of memory") }
    self.pointer = pointer
  }

  deinit { semblance_graph_scratch_free(pointer) }
}
