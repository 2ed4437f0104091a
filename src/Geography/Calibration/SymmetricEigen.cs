namespace EdgeWatch.Geography.Calibration;

/// <summary>Eigenvalues and vectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5).</summary>
internal static class SymmetricEigen
{
    /// <param name="matrix">Square and symmetric; overwritten.</param>
    /// <returns>Eigenvalues in rising order, and the vectors as rows in the same order.</returns>
    public static (double[] Values, double[][] Vectors) Decompose(double[,] matrix)
    {
        var size = matrix.GetLength(0);
        var vectors = new double[size, size];
        for (var index = 0; index < size; index++)
            vectors[index, index] = 1;
        for (var sweep = 0; sweep < 60 && OffDiagonal(matrix) > 1e-30 * Diagonal(matrix); sweep++)
        {
            for (var p = 0; p < size - 1; p++)
            {
                for (var q = p + 1; q < size; q++)
                    Rotate(matrix, vectors, p, q);
            }
        }

        var order = Enumerable.Range(0, size).OrderBy(index => matrix[index, index]).ToArray();
        return (
            [.. order.Select(index => matrix[index, index])],
            [.. order.Select(column => Enumerable.Range(0, size).Select(row => vectors[row, column]).ToArray())]);
    }

    private static void Rotate(double[,] matrix, double[,] vectors, int p, int q)
    {
        if (matrix[p, q] == 0)
            return;
        var theta = (matrix[q, q] - matrix[p, p]) / (2 * matrix[p, q]);
        var tangent = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt((theta * theta) + 1));
        var cosine = 1 / Math.Sqrt((tangent * tangent) + 1);
        var sine = tangent * cosine;
        var size = matrix.GetLength(0);
        for (var k = 0; k < size; k++)
            (matrix[k, p], matrix[k, q]) = ((cosine * matrix[k, p]) - (sine * matrix[k, q]), (sine * matrix[k, p]) + (cosine * matrix[k, q]));
        for (var k = 0; k < size; k++)
            (matrix[p, k], matrix[q, k]) = ((cosine * matrix[p, k]) - (sine * matrix[q, k]), (sine * matrix[p, k]) + (cosine * matrix[q, k]));
        for (var k = 0; k < size; k++)
            (vectors[k, p], vectors[k, q]) = ((cosine * vectors[k, p]) - (sine * vectors[k, q]), (sine * vectors[k, p]) + (cosine * vectors[k, q]));
    }

    private static double OffDiagonal(double[,] matrix)
    {
        var sum = 0.0;
        for (var row = 0; row < matrix.GetLength(0); row++)
        {
            for (var column = 0; column < row; column++)
                sum += 2 * matrix[row, column] * matrix[row, column];
        }

        return sum;
    }

    private static double Diagonal(double[,] matrix)
    {
        var sum = 0.0;
        for (var index = 0; index < matrix.GetLength(0); index++)
            sum += matrix[index, index] * matrix[index, index];
        return sum;
    }
}
