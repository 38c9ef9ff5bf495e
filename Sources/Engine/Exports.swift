// What the façade's signatures speak of: a face imports the Engine, and nothing below it.
@_exported public import Archives
@_exported public import Catalogue
@_exported public import Clustering
@_exported public import Core
@_exported public import Culling
@_exported public import Files
@_exported public import Grouping
@_exported public import Ingest
@_exported public import Models
@_exported public import Objects
@_exported public import Quality
@_exported public import Query
@_exported public import Review
@_exported public import Signing
@_exported public import Transfers
