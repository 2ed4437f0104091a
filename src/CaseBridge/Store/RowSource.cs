namespace EdgeWatch.CaseBridge.Store;

/// <summary>
/// How a statement over many rows is run. Its text names the rows <c>@rows</c> and reads their columns under an alias: <c>SELECT … FROM @rows w JOIN cases c ON c.id = w.Id</c>.
/// Rows must not depend on each other: a statement sees either all of them or one at a time.
/// </summary>
internal enum RowSource
{
    /// <summary>Once for each row, prepared: in an embedded database a call costs less than taking rows apart in SQL.</summary>
    EachRow,

    /// <summary>Once for all rows, which travel as one array for each column: each statement costs a way to the server and back.</summary>
    Arrays,
}
