import Foundation

do {
  try EmbeddingBenchmark(arguments: Array(CommandLine.arguments.dropFirst())).run()
} catch {
  FileHandle.standardError.write(Data("semblance-bench-embedding: \(error)\n".utf8))
  exit(1)
}
