namespace EdgeWatch.CaseBridge.Deduplication;

/// <summary>Why a candidate joined a case or opened one. Stands in the log, the metric, the store and the console.</summary>
internal enum DecisionReason
{
    /// <summary>Nothing near is open: a new case.</summary>
    NewProblem,

    /// <summary>A new case where the same problem stood before and was decided, or was filed and then seen cleared: the case links the earlier one.</summary>
    Recurrence,

    /// <summary>The event was taken before; nothing changes.</summary>
    SameEvent,

    /// <summary>The finding is known: its case takes the event, whatever its state.</summary>
    SameIncident,

    /// <summary>The finding is known and a later step of it came first: kept, but it changes nothing that is shown.</summary>
    StaleUpdate,

    /// <summary>The same problem at the same component (部件).</summary>
    SameComponent,

    /// <summary>The same problem in the same zone of the same camera.</summary>
    SameZone,

    /// <summary>The same problem at the same spot of the same camera's picture, in another zone: it lies over the line between two.</summary>
    SameSpot,

    /// <summary>The same problem, or the same kind of fault, from the same sensor.</summary>
    SameSensor,

    /// <summary>The same problem from a sensor and from the zone of the camera that it is tied to.</summary>
    TiedSource,

    /// <summary>The same problem, seen by another camera or by a sensor and a camera, within the radius and both error radii.</summary>
    SamePlace,

    /// <summary>Kept quiet: permitted there, or said by a person to be no problem at that spot.</summary>
    Suppressed,

    /// <summary>Kept quiet: the camera does not see what its zones were drawn on.</summary>
    Inhibited,
}
