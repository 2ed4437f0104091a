using System.Text.Json.Nodes;
using EdgeWatch.EdgeAgent.Detectors;
using EdgeWatch.Tests.Shared;

namespace EdgeWatch.EdgeAgent.Tests.Detectors;

/// <summary>A folder of models as a test wants it: whole tiny models under names, versions and classes of its own.</summary>
internal sealed class ModelShelf(TempFolder temp)
{
    public string Root => temp.FullPath;

    public ModelCatalogue Catalogue => ModelCatalogue.Read(Root);

    /// <summary>Adds a model whose weights' red and blue patches bear these names; one name makes a model of one class.</summary>
    public ModelShelf Add(string name, string[] classes, string version = "1.0.0", Action<JsonObject>? change = null)
    {
        TinyModel.Write(temp, "yolox", folderName: $"{name}-{version}", change: manifest =>
        {
            (manifest["name"], manifest["version"], manifest["problems"]) = (name, version, new JsonArray());
            var all = manifest["classes"]!.AsArray();
            for (var i = all.Count - 1; i >= 0; i--)
            {
                if (i < classes.Length)
                    all[i]!["name"] = classes[i];
                else
                    all.RemoveAt(i);
            }

            change?.Invoke(manifest);
        });
        return this;
    }
}
