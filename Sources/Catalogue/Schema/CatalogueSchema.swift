import Store

extension Schema {
  /// The catalogue's schema. A released migration is never edited; a change is a new one.
  static let catalogue = Schema(
    applicationID: 0x5365_6D62,  // "Semb"
    migrations: [
      Migration(1, "pictures, files and duplicates") { connection in
        try connection.script(pictureTables)
        try connection.script(fileTables)
        try connection.script(tagTables)
        try connection.script(duplicateTables)
      },
      Migration(2, "vectors of pictures") { connection in
        try connection.script(embeddingTables)
      },
      Migration(3, "comparisons of pictures") { connection in
        try connection.script(comparisonTables)
      },
      Migration(4, "search by words and facts") { connection in
        try connection.script(searchTables)
      },
      Migration(5, "quality of pictures") { connection in
        try connection.script(qualityTables)
      },
      Migration(6, "orders of listings") { connection in
        try connection.script(listingIndexes)
      },
      Migration(7, "unusual pictures and what people say") { connection in
        try connection.script(anomalyTables)
      },
      Migration(8, "marks beside files") { connection in
        try connection.script(markTables)
      },
      Migration(9, "tags by models") { connection in
        try connection.script(automaticTagTables)
      },
      Migration(10, "archives") { connection in
        try connection.script(archiveTables)
      },
      Migration(11, "stars, favourites and tags by people") { connection in
        try connection.script(judgementTables)
      },
      Migration(12, "measures of unusual pictures") { connection in
        try connection.script(anomalyMeasureTables)
      },
    ])
}
