import Foundation

do {
  let arguments = Array(CommandLine.arguments.dropFirst())
  if arguments.count == 4, arguments[0] == "--detail" {
    try DetailTrial(
      model: EmbeddingBenchmark.model(arguments[2], in: arguments[1], batch: 2),
      files: EmbeddingBenchmark.files(in: arguments[3])
    ).run()
  } else {
    try EmbeddingBenchmark(arguments: arguments).run()
  }
} catch {
  FileHandle.standardError.write(Data("semblance-bench-embedding: \(error)\n".utf8))
  exit(1)
}
