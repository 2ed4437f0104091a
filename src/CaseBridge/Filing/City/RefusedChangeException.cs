namespace EdgeWatch.CaseBridge.Filing.City;

/// <summary>A step that a case's life does not allow, after others of the same message were made: the transaction is given up, so that all are made or none.</summary>
internal sealed class RefusedChangeException(CityAnswer answer) : Exception(answer.Detail)
{
    public CityAnswer Answer => answer;
}
